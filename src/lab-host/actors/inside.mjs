/**
 * The process in which programs of courses run for the terminal and for tests: it is told of what happens, a line each, and answers what they do.
 * It is started without rights to files, other processes and workers, and with the guard of modules (see node-actors.ts). Plain JavaScript.
 */
import { createInterface } from 'node:readline';

const { stdin, stdout } = process;
const actors = new Map();
const sources = new Map();
let current;
let last = Promise.resolve();

const say = (answer) => stdout.write(`${JSON.stringify(answer)}\n`);
process.on('uncaughtException', (problem) => current?.failed(problem, false));
process.on('unhandledRejection', (problem) => current?.failed(problem, true));

// By another name it works in the global scope.
// biome-ignore lint/security/noGlobalEval: running these texts is what this process is for
const evaluate = eval;

async function hear({ keep, source, open, program, tell, number, told, end }) {
  if (keep !== undefined) sources.set(keep, source);
  else if (open !== undefined) actors.set(open, evaluate(sources.get(program)));
  else if (end !== undefined) actors.delete(end);
  else {
    current = actors.get(tell);
    const effects = await current.tell(told);
    say({ id: tell, number, effects });
  }
}

const lines = createInterface({ input: stdin });
lines.on('line', (line) => {
  const asked = JSON.parse(line);
  last = last.then(() => hear(asked));
});
for (const name of ['process', 'fetch', 'WebSocket', 'EventSource', 'navigator']) globalThis[name] = undefined;
