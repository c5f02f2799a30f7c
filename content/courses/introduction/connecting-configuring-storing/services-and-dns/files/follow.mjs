// Follows a connection through a snapshot of a cluster:  node follow.mjs NAMESPACE HOST:PORT
// Reads services.yaml and pods.yaml. A program in it listens on the ports that its Pod declares.
import { execFileSync } from "node:child_process";

const ZONE = "cluster.local";

// kubectl reads YAML and prints JSON; an empty patch changes nothing.
function read(file) {
  const args = ["patch", "--local", "--type=merge", "-p", "{}", "-f", file, "-o", "json"];
  const text = execFileSync("kubectl", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return text.split(/^(?=\{$)/m).map((object) => JSON.parse(object));
}

const services = read("services.yaml");
const pods = read("pods.yaml");

const isHeadless = ({ spec }) => spec.clusterIP === "None";
const isReady = ({ status }) => status.conditions.some(({ type, status }) => type === "Ready" && status === "True");
const portsOf = ({ spec }) => spec.containers.flatMap(({ ports = [] }) => ports);

// What the EndpointSlice controller does: the selector decides who is listed, within the namespace.
function listFor({ metadata: { namespace }, spec: { selector = {} } }) {
  const matches = ({ metadata }) =>
    metadata.namespace === namespace && Object.entries(selector).every(([key, value]) => metadata.labels[key] === value);
  return pods.filter(matches).map((pod) => ({ pod, address: pod.status.podIP, ready: isReady(pod) }));
}

// A number is taken as it is, a name is looked up in each Pod. Without a targetPort it is the port itself.
function targetOf(pod, { port, targetPort = port }) {
  if (typeof targetPort === "number") return targetPort;
  return portsOf(pod).find(({ name }) => name === targetPort)?.containerPort;
}

// What cluster DNS knows: a name for each Service, and one for each ready Pod of a headless Service.
function makeRecords() {
  const records = new Map();
  for (const service of services) {
    const { name, namespace } = service.metadata;
    const full = `${name}.${namespace}.svc.${ZONE}`;
    if (!isHeadless(service)) {
      records.set(full, { service, list: listFor(service) });
      continue;
    }
    const list = listFor(service).filter(({ ready }) => ready);
    if (list.length > 0) records.set(full, { service, list });
    for (const entry of list) {
      const { hostname, subdomain } = entry.pod.spec;
      if (hostname && subdomain === name) records.set(`${hostname}.${full}`, { service, list: [entry] });
    }
  }
  return records;
}

// What a Pod does with a name: fewer than five dots, and the search list comes first.
function candidates(host, namespace) {
  if (host.endsWith(".")) return [host.slice(0, -1)];
  const search = [`${namespace}.svc.${ZONE}`, `svc.${ZONE}`, ZONE].map((end) => `${host}.${end}`);
  return host.split(".").length > 5 ? [host, ...search] : [...search, host];
}

function follow(namespace, host, wanted, say) {
  const records = makeRecords();
  const tried = candidates(host, namespace);
  const name = tried.find((candidate) => records.has(candidate));
  if (!name) {
    say("name", `none of ${tried.join(", ")}`);
    return `bad address '${host}'`;
  }
  say("name", name);

  const { service, list } = records.get(name);
  if (service.spec.type === "ExternalName") {
    say("Service", `another name for ${service.spec.externalName}`);
    return `whoever listens at ${service.spec.externalName}:${wanted}`;
  }
  const port = service.spec.ports.find((port) => port.port === wanted);
  if (isHeadless(service)) {
    say("Service", `headless, so the client knocks at port ${wanted} of the Pod`);
  } else if (port) {
    say("Service", `port ${wanted} leads to port ${port.targetPort ?? wanted} of the Pod`);
  } else {
    say("Service", `no port ${wanted}`);
    return "nobody: time-out, or Connection refused";
  }

  const entries = list.map((entry) => ({ ...entry, target: isHeadless(service) ? wanted : targetOf(entry.pod, port) }));
  const print = ({ address, target, ready }) =>
    `${address}${target ? `:${target}` : ":?"} ${ready ? "ready" : "not ready"}`;
  say("list", entries.map(print).join(", ") || "empty");

  const open = entries.filter(({ ready, target }) => ready && target);
  if (open.length === 0) return "nobody: Connection refused";
  const listens = ({ pod, target }) => portsOf(pod).some(({ containerPort }) => containerPort === target);
  const answer = (entry) => `${entry.pod.metadata.name}${listens(entry) ? "" : " (Connection refused)"}`;
  return open.map(answer).join(" or ");
}

const [namespace, to = ""] = process.argv.slice(2);
const [, host, port] = to.match(/^(?:http:\/\/)?([^:/]+):(\d+)$/) ?? [];
if (!host) {
  console.error("usage: node follow.mjs NAMESPACE HOST:PORT");
  process.exit(1);
}
const say = (link, text) => console.log(`${link.padEnd(8)} ${text}`);
say("answer", follow(namespace, host, Number(port), say));
