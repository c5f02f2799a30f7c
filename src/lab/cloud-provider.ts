import definitions from './boot/gateway.json' with { type: 'json' };
import type { Cluster } from './cluster.ts';
import { Cloud } from './network/front/cloud.ts';
import type { Program } from './shell/program.ts';

/** `cloud-provider-kind`: opens doors to all clusters until somebody stops it. */
export const cloudProgram =
  (clusters: Iterable<Pick<Cluster, 'network' | 'random' | 'handle'>>): Program =>
  async ({ signal, output }) => {
    const clouds: Cloud[] = [];
    for (const cluster of clusters) {
      const cloud = new Cloud(cluster.network, cluster.random, (request) => cluster.handle(request));
      clouds.push(cloud);
      await cloud.start(definitions);
      output.write('Found practice cluster: it gets doors as long as this runs (Ctrl-C ends it).\n');
    }
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    for (const cloud of clouds) cloud.stop();
    return 0;
  };
