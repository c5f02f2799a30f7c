/**
 * Serves the built site: `node scripts/serve.ts [port] [--host address] [--brand id]`. Without --host only this machine can reach it;
 * `--host 0.0.0.0` opens it to the network. Ends when whatever started it has ended.
 */
import { parseArgs } from 'node:util';
import { builtAddress } from '../src/assembly/addresses.ts';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { getCurriculum } from '../src/site/curriculum.ts';
import { LOOPBACK, siteServer } from '../src/site/server.ts';

/** How often it is looked whether whatever started the server is still there, in milliseconds. */
const LOOK_MS = 500;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ...BRAND_OPTION, host: { type: 'string', default: process.env.HOST || LOOPBACK } },
});
chooseBrand(values.brand);
const port = Number(positionals[0] ?? process.env.PORT ?? 4321);
const { base } = builtAddress(getCurriculum().identity);
const server = siteServer(process.env.OUT_DIR || 'dist', base);
server.on('error', (problem: NodeJS.ErrnoException) => {
  console.error(
    problem.code === 'EADDRINUSE'
      ? `Port ${port} is in use. Stop what uses it, or choose another one: PORT=4400 npm start`
      : `The server could not start: ${problem.message}`,
  );
  process.exit(1);
});
server.listen(port, values.host, () => {
  const address = server.address();
  const chosen = typeof address === 'object' && address !== null ? address.port : port;
  console.log(`\n  The site is at http://localhost:${chosen}${base}\n  Stop it with Ctrl-C.\n`);
  if (values.host !== LOOPBACK)
    console.log(`  Everybody who reaches this machine can read it (--host ${values.host}).\n`);
});

const starter = process.ppid;
setInterval(() => {
  if (process.ppid !== starter) process.exit(0);
}, LOOK_MS).unref();
