/**
 * The process of `npm run dev`, which begins it: Astro's server for whoever writes. Node loads our own code, as in a build, which takes a
 * third of the time that Vite takes for it; when some of it changes, whoever began this process is asked to begin another one.
 */
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../src/cli/cache-folder.ts';
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';
import type { DevServerOptions } from '../src/site/dev-server-options.ts';

process.env.AUTHORING = '1';
enableCompileCache(process.env.NODE_COMPILE_CACHE ?? resolve(join(cacheFolder(), 'compiled')));
// Whoever asked for it has ended.
process.on('disconnect', () => process.exit());

const { port, host, open } = JSON.parse(process.argv[2] ?? '{}') as DevServerOptions;
const [{ dev }, { default: config }, { nativeModules }, { startAgain }] = await Promise.all([
  import('astro'),
  import('../astro.config.ts'),
  import('../src/site/native-modules.ts'),
  import('../src/site/start-again.ts'),
]);
/** What a failure to listen says to whoever chose address and port; every other problem as it is. */
function explained(problem: unknown): unknown {
  const syscall = problem instanceof Error && 'syscall' in problem ? problem.syscall : undefined;
  if (!(problem instanceof Error) || (syscall !== 'listen' && syscall !== 'getaddrinfo')) return problem;
  return new UserError(
    `The server cannot listen there (${problem.message}).\nDo:  name an address of this machine after --host, and a port that you may use after --port.`,
  );
}

await runCommand(async () => {
  try {
    await dev({
      ...config,
      configFile: false,
      server: { open, ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }) },
      vite: { ...config.vite, plugins: [nativeModules(), startAgain(), ...(config.vite?.plugins ?? [])] },
    });
  } catch (problem) {
    throw explained(problem);
  }
});
// What a server has begun before it failed would keep this process.
if (process.exitCode) process.exit();
