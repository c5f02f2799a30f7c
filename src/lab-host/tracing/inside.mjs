/**
 * The process in which code of labs on tracing runs for checks and for tests: it is given the script of the runtime, then runs, a line each, and
 * answers each with a line. It is started without rights (see ../actors/fence.ts). Plain JavaScript.
 */
import { createInterface } from 'node:readline';

const { stdin, stdout } = process;
const say = (answer) => stdout.write(`${JSON.stringify(answer)}\n`);
let runtime;
process.on('uncaughtException', (problem) => runtime?.run.unhandled(problem));
process.on('unhandledRejection', (problem) => runtime?.run.unhandled(problem));

// By another name it works in the global scope.
// biome-ignore lint/security/noGlobalEval: running these texts is what this process is for
const evaluate = eval;

async function hear({ script, number, input }) {
  if (script !== undefined) runtime = evaluate(`${script}\n({ run: tracingRuntime, packages: tracingPackages })`);
  else say({ number, result: await runtime.run.run(runtime.packages, input) });
}

let last = Promise.resolve();
createInterface({ input: stdin }).on('line', (line) => {
  const asked = JSON.parse(line);
  last = last.then(() => hear(asked));
});
for (const name of ['process', 'fetch', 'WebSocket', 'EventSource', 'navigator']) globalThis[name] = undefined;
