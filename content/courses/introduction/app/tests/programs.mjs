// Starts the real programs on free ports, as a container would: settings in the environment, log on standard output.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const APP = fileURLToPath(new URL("..", import.meta.url));

// name is web, api or db. Nothing of your own environment gets in, so the tests are the same everywhere.
function launch(context, name, environment) {
  const child = spawn(process.execPath, [`${name}/server.mjs`], {
    cwd: APP,
    env: { PORT: "0", DRAIN_SECONDS: "0", LOG_LEVEL: "debug", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const program = { logs: [], exit: once(child, "close").then(([code]) => code), kill: (signal) => child.kill(signal) };
  createInterface(child.stdout).on("line", (line) => program.logs.push(JSON.parse(line)));
  context.after(() => child.kill("SIGKILL"));
  return program;
}

// Resolves as soon as the program listens.
export async function start(context, name, environment = {}) {
  const program = launch(context, name, environment);
  const ended = program.exit.then((code) => {
    throw new Error(`shop-${name} ended with code ${code}: ${JSON.stringify(program.logs)}`);
  });
  const { message } = await Promise.race([ended, logged(program, /listens on port/)]);
  ended.catch(() => {}); // from now on the end is no surprise
  program.port = /port (\d+)/.exec(message)[1];
  program.address = `http://localhost:${program.port}`;
  // Ends the program as Kubernetes does; gives back its exit code.
  program.stop = () => {
    program.kill("SIGTERM");
    return program.exit;
  };
  return program;
}

// For programs that must not start: resolves with the exit code and the log lines.
export async function startAndFail(context, name, environment) {
  const program = launch(context, name, environment);
  return { code: await program.exit, logs: program.logs };
}

export async function temporaryDirectory(context) {
  const directory = await mkdtemp(join(tmpdir(), "shop-"));
  context.after(() => rm(directory, { recursive: true }));
  return directory;
}

// Asks again and again until the answer is truthy. A fixed sleep is too long here and too short on a slow machine.
export async function until(question, what) {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await wait(20)) {
    const answer = await question();
    if (answer) return answer;
  }
  throw new Error(`waited in vain until ${what}`);
}

// Gives back the first log line whose message matches. Lines arrive a little later than the answers they are about.
export function logged(program, pattern) {
  return until(() => program.logs.find(({ message }) => pattern.test(message)), `the log says ${pattern}`);
}

export function sendJson(method, address, value) {
  return fetch(address, { method, body: JSON.stringify(value) });
}
