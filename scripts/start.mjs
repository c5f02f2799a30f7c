/**
 * `npm start`: installs what is missing, builds the site and serves it. One process stands between npm and each step and
 * passes signals on, so that whoever ends npm ends the server, too. `--brand <id>` shows one of several brands. Plain JavaScript: it runs on the machine's own Node.
 */
import './install.mjs';
import { spawn } from 'node:child_process';

// Building and serving speak of the same brand.
const { argv, env } = process;
const flag = argv.findIndex((word) => word === '--brand' || word.startsWith('--brand='));
if (flag > 0) env.BRAND = argv[flag].slice('--brand='.length) || argv[flag + 1] || '';

const steps = [
  ['npm', ['run', '--silent', 'build:site']],
  ['node', ['scripts/serve.ts', ...process.argv.slice(2)]],
];

/** The step that is being done. */
let child;
let stopped = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopped = true;
    child?.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  });
}

// A shell between npm and this process may be ended without a word.
const starter = process.ppid;
setInterval(() => {
  if (process.ppid === starter || stopped) return;
  stopped = true;
  child?.kill('SIGTERM');
}, 500).unref();

for (const [program, words] of steps) {
  if (stopped) break;
  const status = await new Promise((done) => {
    child = spawn(program, words, { stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('error', (problem) => {
      console.error(`"${program}" could not be started: ${problem.message}`);
      done(1);
    });
    child.on('close', (code) => done(code ?? (stopped ? 0 : 1)));
  });
  if (status !== 0) process.exit(status);
}
process.exit(0);
