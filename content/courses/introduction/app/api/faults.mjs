// Faults on purpose, for labs: FAULT="leak=10,error-rate=50". Nothing of this belongs into a real program.
import { RequestError } from "../shared/answers.mjs";
import { SettingError } from "../shared/settings.mjs";

const MEBIBYTE = 1024 * 1024;
const WITH_NUMBER = ["hang-after", "leak", "error-rate"];
const FORMS = "crash, hang-after=SECONDS, leak=MEBIBYTES and error-rate=PERCENT";

function readFaults(setting) {
  const faults = new Map();
  for (const part of setting.split(",").filter(Boolean)) {
    const [name, number] = part.trim().split("=");
    const known = name === "crash" ? number === undefined : WITH_NUMBER.includes(name) && /^\d+$/.test(number);
    if (!known) throw new SettingError(`FAULT understands ${FORMS}, not "${part}"`);
    faults.set(name, Number(number));
  }
  return faults;
}

// Gives back what to do before each request: nothing, never answer, or fail.
export function startFaults(setting, shopRoutes, log) {
  const faults = readFaults(setting);
  if (faults.size > 0) log("info", `FAULT is set: ${setting}`);
  if (faults.has("crash")) throw new SettingError("FAULT asks for a crash");
  if (faults.has("leak")) startLeak(faults.get("leak"));
  const hangAfterSeconds = faults.get("hang-after") ?? Infinity;
  const errorPercent = faults.get("error-rate") ?? 0;

  return async function misbehave(route) {
    if (performance.now() >= hangAfterSeconds * 1000) await new Promise(() => {}); // a promise that nobody keeps
    if (shopRoutes.includes(route) && Math.random() * 100 < errorPercent) {
      throw new RequestError(500, `FAULT=error-rate=${errorPercent} makes this request fail`);
    }
  };
}

function startLeak(mebibytes) {
  const kept = [];
  // Filled with ones: the kernel gives real memory only to pages that somebody has written to.
  const leak = () => kept.push(Buffer.alloc(mebibytes * MEBIBYTE, 1));
  setInterval(leak, 1000).unref(); // the leak alone must not keep the process alive
}
