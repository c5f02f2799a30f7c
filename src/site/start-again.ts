import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { isNative } from './native-modules.ts';

const CONFIG = resolve('astro.config.ts');

/** Has the development server start again when code of ours has changed that Node has loaded, and would not load anew. */
export function startAgain(): Plugin {
  return {
    name: 'start-again',
    apply: 'serve',
    configureServer({ watcher, config }) {
      // Astro makes a server for content, too, which nobody is connected with and which watches nothing.
      watcher.on('change', (path) => {
        const changed = resolve(path);
        if (changed !== CONFIG && !isNative(changed)) return;
        config.logger.info(`${path} has changed: the server starts again`, { timestamp: true });
        process.send?.('again');
      });
    },
  };
}
