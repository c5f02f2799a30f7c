// A toy prober: runs one container of the demo shop and probes it by the rules of the kubelet.
//   APP=<directory of the demo shop> node prober.mjs WORKLOAD.yaml
// It knows startup, readiness and liveness probes by httpGet, restarts with their growing delay, and the memory limit.
// It has no images: a container shop-api runs $APP/api/server.mjs. Variables of your shell stand for those of the image.
import { spawn, spawnSync } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";

const DEFAULTS = { initialDelaySeconds: 0, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3, successThreshold: 1 };
const UNITS = { Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3 };

const pod = readPod(process.argv[2]);
const container = pod.containers[0];
const variables = { ...process.env, ...Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value])) };
const log = openSync(`${container.name}.log`, "a");
const bootedAt = Date.now();
let running; // the container of now: { child, startedAt, started, ready, reason }
let restarts = 0;
let delay = 0; // seconds before the next restart: 0, 10, 20, 40, … 300

function readPod(file) {
  const command = ["patch", "--local", "--type=merge", "-p", "{}", "-f", file, "-o", "json"];
  const { stdout, stderr, error } = spawnSync("kubectl", command, { encoding: "utf8", input: "" });
  if (!stdout) throw new Error(error?.message ?? stderr.trim());
  const objects = stdout.split(/\n(?=\{)/).map((text) => JSON.parse(text));
  return objects.map((one) => one.spec?.template?.spec ?? one.spec).find((spec) => spec?.containers);
}

function say(reason, message) {
  const seconds = Math.round((Date.now() - bootedAt) / 1000);
  console.log(`${String(seconds).padStart(4)} s  ${reason.padEnd(9)}  ${message}`);
}

function startContainer() {
  const program = join(process.env.APP ?? "app", container.name.replace("shop-", ""), "server.mjs");
  const child = spawn("node", [program], { env: variables, stdio: ["ignore", log, log] });
  // Without a startup probe, "started" is true at once; without a readiness probe, so is "ready".
  running = { child, startedAt: Date.now(), started: !container.startupProbe, ready: !container.readinessProbe };
  say("Started", `Container ${container.name} started, process ${child.pid}, restarts: ${restarts}`);
  child.on("exit", (code, signal) => afterExit(signal === "SIGKILL" ? 137 : signal === "SIGTERM" ? 143 : code));
}

function afterExit(code) {
  const { reason = code ? "Error" : "Completed", startedAt } = running;
  if (Date.now() - startedAt > 600_000) delay = 0; // ten minutes without trouble: all is forgiven
  running = undefined;
  say("=", `READY 0/1, last state: ${reason}, exit code ${code}`);
  if (delay) say("BackOff", `Back-off ${delay}s restarting failed container ${container.name}`);
  restarts += 1;
  setTimeout(startContainer, delay * 1000);
  delay = Math.min(delay * 2 || 10, 300);
}

// SIGTERM first. What still runs after the grace period gets SIGKILL.
function killContainer(type, grace = pod.terminationGracePeriodSeconds ?? 30) {
  const { child } = running;
  running.killed = true;
  say("Killing", `Container ${container.name} failed ${type} probe, will be restarted`);
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), grace * 1000);
  child.on("exit", () => clearTimeout(timer));
}

async function ask({ path, port }, timeoutSeconds) {
  const declared = container.ports?.find(({ name }) => name === port)?.containerPort ?? port;
  if (!Number.isInteger(declared)) throw new Error(`couldn't find port: ${port}`);
  const moved = process.env.PORT && declared === container.ports?.[0].containerPort;
  const number = moved ? process.env.PORT : declared;
  try {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    const { status } = await fetch(`http://127.0.0.1:${number}${path}`, { signal, redirect: "manual" });
    if (status < 200 || status >= 400) return `HTTP probe failed with statuscode: ${status}`;
  } catch (error) {
    return error.name === "TimeoutError" ? "no answer in time" : `no connection (${error.cause?.code})`;
  }
}

// Each probe looks on its own: every periodSeconds, into whatever container runs then.
function startProbe(type) {
  const settings = container[`${type}Probe`];
  if (!settings) return () => {};
  const { httpGet, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold, ...rest } = {
    ...DEFAULTS,
    ...settings,
  };
  let failures = 0;
  let successes = 0;
  let seen;

  async function look() {
    const now = running;
    if (!now || now.killed || Date.now() - now.startedAt < initialDelaySeconds * 1000) return;
    if (now.started === (type === "startup")) return; // startup comes first, and alone
    if (seen !== now) failures = successes = 0;
    seen = now;
    const complaint = await ask(httpGet, timeoutSeconds);
    if (running !== now || now.killed) return; // it ended while we were asking
    if (complaint) {
      successes = 0;
      failures += 1;
      if (failures > failureThreshold) return; // known; the real kubelet counts it up in the same event
      const name = type[0].toUpperCase() + type.slice(1);
      say("Unhealthy", `${name} probe failed: ${complaint} (${failures} of ${failureThreshold})`);
      if (failures < failureThreshold) return;
      if (type === "readiness") setReady(now, false);
      else killContainer(type, rest.terminationGracePeriodSeconds);
    } else {
      failures = 0;
      successes += 1;
      if (successes < successThreshold) return;
      if (type === "readiness") setReady(now, true);
      if (type === "startup") setStarted(now);
    }
  }
  setInterval(look, periodSeconds * 1000);
  return look;
}

function setReady(now, ready) {
  if (now.ready !== ready) say("=", ready ? "READY 1/1" : "READY 0/1, no new connections");
  now.ready = ready;
}

function setStarted(now) {
  now.started = true;
  say("=", "started, the other probes begin");
  lookReady();
}

// The kernel's part: it kills what goes above the memory limit, without a warning.
function checkMemory() {
  const limit = container.resources?.limits?.memory;
  if (!limit || !running) return;
  const bytes = Number.parseInt(limit) * (UNITS[limit.slice(-2)] ?? 1);
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", String(running.child.pid)], { encoding: "utf8" });
  if (Number(stdout) * 1024 <= bytes) return;
  running.reason = "OOMKilled";
  running.child.kill("SIGKILL");
}

startProbe("startup");
startProbe("liveness");
const lookReady = startProbe("readiness");
setInterval(checkMemory, 500);
startContainer();
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    running?.child.kill("SIGKILL");
    process.exit();
  });
}
