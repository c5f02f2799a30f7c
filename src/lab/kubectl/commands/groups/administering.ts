import { auth } from '../auth.ts';
import { certificate } from '../certificate.ts';
import type { Command } from '../command.ts';
import { config } from '../config.ts';
import { apiResources, apiVersions, clusterInfo } from '../discovery.ts';
import { drain } from '../drain.ts';
import { edges } from '../edges.ts';
import { explain } from '../explain.ts';
import { kustomize } from '../kustomize.ts';
import { cordon, taint, uncordon } from '../nodes.ts';
import { version } from '../version.ts';

/** Commands about nodes, access, configuration and the API itself. */
export const commands: Readonly<Record<string, Command>> = {
  cordon,
  uncordon,
  drain,
  taint,
  version,
  explain,
  kustomize,
  'api-resources': apiResources,
  'api-versions': apiVersions,
  'cluster-info': clusterInfo,
  ...config,
  ...certificate,
  ...auth,
  ...edges,
};
