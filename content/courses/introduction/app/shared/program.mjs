// The life of a program: read the settings, listen, and end without breaking off what clients have asked for.
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { RequestError, text } from "./answers.mjs";
import { prepareClosing } from "./closing.mjs";
import { createLog, explain } from "./logging.mjs";
import { createProgramServer } from "./server.mjs";
import { numberSetting, SettingError } from "./settings.mjs";

// prepare(log) gives back what is special about the program: routes and, where it has them, before, observe, refuse
// (see server.mjs), checkReady (throws if it is not) and close.
export async function startProgram(service, defaultPort, prepare) {
  const log = createLog(service);
  try {
    await run(service, defaultPort, prepare, log);
  } catch (error) {
    // A wrong setting needs a sentence; any other error is a bug, and Node ends the program with its stack.
    if (!(error instanceof SettingError)) throw error;
    log("error", `${service} cannot start: ${explain(error)}`);
    process.exitCode = 1;
  }
}

async function run(service, defaultPort, prepare, log) {
  const port = numberSetting("PORT", defaultPort);
  const drainSeconds = numberSetting("DRAIN_SECONDS", 2);
  const program = await prepare(log);
  let ending = false;

  // Healthy: the process answers. Ready: it can do its work, so requests may come.
  const healthz = () => text("ok\n");
  const readyz = async () => {
    if (ending) throw new RequestError(503, `${service} is ending`);
    await program.checkReady?.();
    return text("ok\n");
  };
  const routes = { ...program.routes, "/healthz": { GET: healthz }, "/readyz": { GET: readyz } };
  const server = createProgramServer({ ...program, routes, isEnding: () => ending, log });
  const close = prepareClosing(server);

  await listen(server, port);
  log("info", `${service} listens on port ${server.address().port} as uid ${process.getuid()}`);

  const end = async (signal, seconds) => {
    log("info", `${signal}: not ready from now on, closes the port in ${seconds} s`);
    ending = true;
    await wait(seconds * 1000);
    await close();
    await program.close?.();
    log("info", `${service} has ended`);
  };
  // Kubernetes sends SIGTERM, and requests for a moment more: until every node knows that this Pod is leaving.
  process.once("SIGTERM", () => end("SIGTERM", drainSeconds));
  process.once("SIGINT", () => end("SIGINT", 0)); // Ctrl+C: somebody is waiting
}

async function listen(server, port) {
  try {
    server.listen(port);
    await once(server, "listening");
  } catch (error) {
    throw new SettingError(`PORT ${port} cannot be used`, { cause: error });
  }
}
