/**
 * `npm run dev` (`--port 4321`, `--host [address]`, `--open`, `--brand <id>`): shows the site as it is being written. Pages follow what
 * is edited; the server starts again when its own code has changed. Without --host only this machine can reach it.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { runCommand } from '../src/cli/command.ts';
import { sourcePaths } from '../src/cli/source-paths.ts';
import { UserError } from '../src/cli/user-error.ts';
import type { DevServerOptions } from '../src/site/dev-server-options.ts';

/** "--host" may stand alone, which parseArgs knows of no option that may have a value. */
const ANY_HOST = '--host=0.0.0.0';
const MOST_PORTS = 65_535;

function optionsOf(words: readonly string[]): DevServerOptions {
  const args = words.map((word, at) => (word === '--host' && !/^[^-]/.test(words[at + 1] ?? '') ? ANY_HOST : word));
  const options = {
    ...BRAND_OPTION,
    port: { type: 'string' },
    host: { type: 'string' },
    open: { type: 'boolean' },
  } as const;
  const { port, host, open = false, brand } = parseArgs({ args, options }).values;
  chooseBrand(brand);
  if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > MOST_PORTS))
    throw new UserError(
      `"${port}" is no port.\nDo:  give a number up to ${MOST_PORTS}, such as npm run dev -- --port 4400.`,
    );
  return { ...(port === undefined ? {} : { port: Number(port) }), ...(host === undefined ? {} : { host }), open };
}

/** Runs the server until it ends by itself or is ended; one that asks for it is followed by another one. @returns its exit code */
async function serve(options: DevServerOptions): Promise<number> {
  let server: ChildProcess | undefined;
  let isStopped = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      isStopped = true;
      server?.kill(signal);
    });
  for (let open = options.open; ; open = false) {
    let isAgain = false;
    server = fork(sourcePaths.devServerProcess, [JSON.stringify({ ...options, open })]);
    server.on('message', () => {
      isAgain = true;
      server?.kill();
    });
    const code = await new Promise<number>((ended) => {
      server?.once('error', () => ended(1));
      server?.once('exit', (given, signal) => ended(given ?? (signal === null ? 1 : 0)));
    });
    if (!isAgain || isStopped) return code;
  }
}

await runCommand(async () => {
  process.exitCode = await serve(optionsOf(process.argv.slice(2)));
});
