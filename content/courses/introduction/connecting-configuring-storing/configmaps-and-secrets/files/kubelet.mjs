// A toy kubelet: runs one container, and passes ConfigMaps and Secrets on to it by the rules of the real kubelet.
//   APP=<directory of the demo shop> node kubelet.mjs NAMESPACE WORKLOAD.yaml OBJECT.yaml…
// The files play the API server: edit one, and save it. The toy looks every 5 seconds, the real one about once a minute.
// It has no images: a container shop-web runs $APP/web/server.mjs, and the variables of your shell replace those of the image.
// It has no mounts: volumes are in ./volumes, and a variable that names a path in one gets the path there.
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, openSync, readFileSync, readlinkSync } from "node:fs";
import { readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const [namespace, workloadFile, ...objectFiles] = process.argv.slice(2);
const pod = read(workloadFile)
  .map((one) => one.spec?.template?.spec ?? one.spec)
  .find((spec) => spec?.containers);
const container = pod.containers[0];
const directory = resolve("volumes", namespace, container.name);
const log = openSync(`${container.name}.${namespace}.log`, "a");
let running, complaint;

function read(file) {
  const command = ["patch", "--local", "--type=merge", "-p", "{}", "-f", file, "-o", "json"];
  const { stdout, stderr, error } = spawnSync("kubectl", command, { encoding: "utf8", input: "" });
  if (!stdout) throw new Error(error?.message ?? stderr.trim());
  return stdout.split(/\n(?=\{)/).map((text) => JSON.parse(text));
}

// The data of a ConfigMap or Secret in the namespace of the Pod, and in no other.
function find(kind, name, optional) {
  const fits = ({ metadata }) => metadata.name === name && (metadata.namespace ?? namespace) === namespace;
  const object = objectFiles.flatMap(read).find((one) => one.kind === kind && fits(one));
  if (!object && optional) return {};
  if (!object) throw new Error(`${kind.toLowerCase()} "${name}" not found`);
  if (kind === "ConfigMap") return object.data ?? {};
  const decode = ([key, text]) => [key, Buffer.from(text, "base64").toString()];
  return { ...Object.fromEntries(Object.entries(object.data ?? {}).map(decode)), ...object.stringData };
}

// Variables are put together when the container starts, and never again.
function environment() {
  const variables = {};
  for (const { configMapRef, secretRef, prefix = "" } of container.envFrom ?? []) {
    const { name, optional } = configMapRef ?? secretRef;
    const data = find(configMapRef ? "ConfigMap" : "Secret", name, optional);
    for (const key in data) variables[prefix + key] = data[key];
  }
  for (const { name, value = "", valueFrom } of container.env ?? []) {
    if (!valueFrom) {
      variables[name] = value;
      continue;
    }
    const kind = valueFrom.configMapKeyRef ? "ConfigMap" : "Secret";
    const { key, optional, ...object } = valueFrom.configMapKeyRef ?? valueFrom.secretKeyRef;
    const found = find(kind, object.name, optional)[key];
    if (found !== undefined) variables[name] = found;
    else if (!optional) throw new Error(`couldn't find key ${key} in ${kind} ${namespace}/${object.name}`);
  }
  return variables;
}

// All files are written beside the old ones. Then one rename switches from old to new, so nobody sees a half-written set.
function updateVolume({ name, configMap, secret }) {
  if (!configMap && !secret) return;
  const data = configMap
    ? find("ConfigMap", configMap.name, configMap.optional)
    : find("Secret", secret.secretName, secret.optional);
  const items = (configMap ?? secret).items ?? Object.keys(data).map((key) => ({ key, path: key }));
  const missing = items.find(({ key }) => data[key] === undefined);
  const kind = configMap ? "configmap references non-existent config" : "references non-existent secret";
  if (missing) throw new Error(`${kind} key: ${missing.key}`);

  const volume = join(directory, name);
  const link = join(volume, "..data");
  const same = ({ key, path }) => existsSync(join(link, path)) && readFileSync(join(link, path), "utf8") === data[key];
  if (existsSync(link) && items.every(same) && readdirSync(link).length === items.length) return;

  const old = existsSync(link) && readlinkSync(link);
  const fresh = `..${new Date().toISOString().replace(/[-T:]/g, "_").slice(0, 23)}`;
  mkdirSync(join(volume, fresh), { recursive: true });
  for (const { key, path } of items) writeFileSync(join(volume, fresh, path), data[key]);
  symlinkSync(fresh, `${link}_tmp`);
  renameSync(`${link}_tmp`, link);
  for (const { path } of items) if (!existsSync(join(volume, path))) symlinkSync(`..data/${path}`, join(volume, path));
  if (old) rmSync(join(volume, old), { recursive: true });
  console.log(`volume ${name}: new files`);
}

// Where the container finds its mounts. A subPath is one file, taken out of the volume when the container starts.
function mounts() {
  return (container.volumeMounts ?? []).map(({ name, mountPath, subPath }) => {
    const volume = join(directory, name);
    if (!subPath) return [mountPath, volume];
    const copy = join(directory, "subpaths", name, subPath);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(join(volume, subPath), copy);
    return [mountPath, copy];
  });
}

function startContainer() {
  const variables = environment();
  for (const [path, real] of mounts()) {
    for (const name in variables) {
      const value = variables[name];
      if (value === path || value.startsWith(`${path}/`)) variables[name] = real + value.slice(path.length);
    }
  }
  const program = join(process.env.APP ?? "app", container.name.replace("shop-", ""), "server.mjs");
  running = spawn("node", [program], { env: { ...process.env, ...variables }, stdio: ["ignore", log, log] });
  console.log(`container ${container.name}: started as process ${running.pid}`);
  running.on("exit", (code, signal) => {
    console.log(`container ${container.name}: ended (${signal ?? code})`);
    running = undefined;
  });
}

function complain(text) {
  if (text !== complaint) console.log(text);
  complaint = text;
}

// First the volumes, then the container, as in a real Pod. What fails is tried again at the next look.
function sync() {
  let step = "ContainerCreating";
  try {
    for (const volume of pod.volumes ?? []) updateVolume(volume);
    step = "CreateContainerConfigError";
    if (!running) startContainer();
    complaint = undefined;
  } catch (error) {
    complain(`${running ? "volumes stay as they are" : step}: ${error.message}`);
  }
}

rmSync(directory, { recursive: true, force: true });
sync();
setInterval(sync, 5000);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    running?.kill();
    process.exit();
  });
}
