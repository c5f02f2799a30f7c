import type { FIRST_CONTEXT as First } from '../curriculum/schema/lab-context.ts';
import { ConfigurationFiles } from './kubectl/client/configuration.ts';
import type { Kubeconfig } from './kubectl/client/kubeconfig.ts';
import { Flags } from './kubectl/cobra/flags.ts';
import type { Context } from './shell/program.ts';

/** The context of a lab's first cluster, if the lab gives it no other name. */
export const FIRST_CONTEXT: typeof First = 'kind-lab';

/** Where kubectl looks for kubeconfigs. */
export type Place = Pick<Context, 'environment' | 'files' | 'folder'>;

/** The address of the API server that a context of a kubeconfig leads to: of the current one if none is named; empty if it leads nowhere. */
export function serverOf(
  { contexts, clusters, currentContext }: Kubeconfig,
  { context = currentContext, cluster = String(contexts[context]?.cluster) }: { context?: string; cluster?: string },
): string {
  return String(clusters[cluster]?.server ?? '');
}

/** The address that kubectl asks at a place, unless it is told another one; empty where its kubeconfig leads nowhere or cannot be read. */
export function currentServer(place: Place): string {
  try {
    const silent = { write: (): void => undefined };
    return serverOf(new ConfigurationFiles({ ...place, output: silent }, new Flags([])).read(), {});
  } catch {
    return '';
  }
}
