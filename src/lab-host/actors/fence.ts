import { fileURLToPath } from 'node:url';

const GUARD = fileURLToPath(new URL('./modules.mjs', import.meta.url));

/**
 * Arguments of Node for a process in which code of lessons runs: it may neither read nor write files, start others, load what is no JavaScript,
 * nor look for packages. @param script path of what it runs
 */
export const fenced = (script: string): string[] => [
  '--permission',
  `--allow-fs-read=${script}`,
  `--allow-fs-read=${GUARD}`,
  '--no-addons',
  '--no-global-search-paths',
  '--max-old-space-size=512',
  '--no-warnings',
  `--import=${GUARD}`,
  script,
];
