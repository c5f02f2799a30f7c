/** Serves the built site: `node scripts/serve.ts [port]`. */
import { builtAddress } from '../src/assembly/addresses.ts';
import { getCurriculum } from '../src/site/curriculum.ts';
import { siteServer } from '../src/site/server.ts';

const port = Number(process.argv[2] ?? process.env.PORT ?? 4321);
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
server.listen(port, () => console.log(`\n  The site is at http://localhost:${port}${base}\n  Stop it with Ctrl-C.\n`));
