// Which rule answers a request?   node match.mjs FILE[,FILE...] METHOD URL ["Header: value"...]
// Reads Ingresses, or Gateways with HTTPRoutes, and follows their specifications (paths: exact and prefix).
// Of a namespace it knows one label, kubernetes.io/metadata.name.
import { execFileSync } from "node:child_process";

// kubectl reads YAML and prints JSON; an empty patch changes nothing.
function read(file) {
  const args = ["patch", "--local", "--type=merge", "-p", "{}", "-f", file, "-o", "json"];
  const text = execFileSync("kubectl", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return text.split(/^(?=\{$)/m).map((object) => JSON.parse(object));
}

const nameOf = ({ metadata }) => `${metadata.namespace}/${metadata.name}`;

// Exact: the same text. Prefix: the same elements between slashes, so /orders matches /orders/7, but not /ordersheet.
function matchesPath({ type, value }, path) {
  if (type === "Exact") return path === value;
  const prefix = value.replace(/\/$/, "");
  return path === prefix || path.startsWith(`${prefix}/`);
}

// Is every host that `narrow` stands for also one of `wide`? In the Gateway API, * stands for one or more labels.
function covers(wide, narrow) {
  return !wide || wide === narrow || (wide.startsWith("*.") && narrow.endsWith(wide.slice(1)));
}

// The larger numbers go first, from left to right; what is still equal stays in its order.
function byPrecedence(a, b) {
  const index = a.order.findIndex((value, index) => value !== b.order[index]);
  return index === -1 ? 0 : b.order[index] - a.order[index];
}

// Ingress: the more precise host, then the longest path, then Exact before Prefix.
function ingressMatches(ingresses, { host, path }) {
  const matchesHost = (pattern) =>
    !pattern || pattern === host || (pattern.startsWith("*.") && pattern.slice(1) === host.replace(/^[^.]+/, ""));
  return ingresses.flatMap((ingress) =>
    (ingress.spec.rules ?? [])
      .filter(({ host }) => matchesHost(host))
      .flatMap(({ host = "", http }) =>
        (http?.paths ?? [])
          .filter(({ pathType, path: value }) => matchesPath({ type: pathType, value }, path))
          .map(({ pathType, path: value, backend: { service } }) => ({
            text: `${nameOf(ingress)}: ${pathType} ${value}`,
            order: [host.replace("*.", "").length, host.length, value.length, pathType === "Exact" ? 1 : 0],
            namespace: ingress.metadata.namespace,
            backends: [{ name: service.name, port: service.port.name ?? service.port.number }],
          })),
      ),
  );
}

// Why a listener refuses a route, or nothing.
function refusal(route, listener, gateway) {
  const { from = "Same", selector } = listener.allowedRoutes?.namespaces ?? {};
  const labels = { "kubernetes.io/metadata.name": route.metadata.namespace };
  const allowed = {
    All: () => true,
    Same: () => route.metadata.namespace === gateway.metadata.namespace,
    Selector: () => Object.entries(selector.matchLabels).every(([key, value]) => labels[key] === value),
  }[from]();
  if (!allowed) return "NotAllowedByListeners";
  const names = route.spec.hostnames ?? [];
  const { hostname } = listener;
  if (names.length > 0 && hostname && !names.some((name) => covers(hostname, name) || covers(name, hostname)))
    return "NoMatchingListenerHostname";
  return undefined;
}

function isParent({ name, namespace, sectionName }, route, gateway, listener) {
  const ownNamespace = namespace ?? route.metadata.namespace;
  return `${ownNamespace}/${name}` === nameOf(gateway) && (!sectionName || sectionName === listener.name);
}

// The routes that each listener of each Gateway has accepted.
function attach(gateways, routes, say) {
  const listeners = gateways.flatMap((gateway) =>
    (gateway.spec.listeners ?? []).map((listener) => ({ gateway, listener, routes: [] })),
  );
  for (const route of routes) {
    const isMeant = ({ gateway, listener }) =>
      route.spec.parentRefs.some((parent) => isParent(parent, route, gateway, listener));
    const meant = listeners.filter(isMeant);
    if (meant.length === 0) say("route", `${nameOf(route)} has no such listener (NoMatchingParent)`);
    for (const entry of meant) {
      const reason = refusal(route, entry.listener, entry.gateway);
      if (!reason) entry.routes.push(route);
      say("route", `${nameOf(route)} ${reason ? "refused" : "accepted"} by ${entry.listener.name}${reason ? ` (${reason})` : ""}`);
    }
  }
  return listeners;
}

// All conditions of one match must hold.
function meets({ method, headers = [], queryParams = [], path }, request) {
  return (
    (!method || method === request.method) &&
    headers.every(({ name, value }) => request.headers[name.toLowerCase()] === value) &&
    queryParams.every(({ name, value }) => request.query.get(name) === value) &&
    matchesPath(path, request.path)
  );
}

// HTTPRoute: host, Exact, longest prefix, method, headers, query; then the name of the route; then the order in the file.
function routeMatches({ listener, routes }, request) {
  const sorted = [...routes].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return sorted.flatMap((route) => {
    const names = route.spec.hostnames ?? [listener.hostname ?? ""];
    const fitting = names.filter((name) => covers(name, request.host)).sort((a, b) => b.length - a.length);
    if (fitting.length === 0) return [];
    return (route.spec.rules ?? []).flatMap(({ matches = [{}], backendRefs = [] }, index) =>
      matches
        .map((match) => ({ ...match, path: { type: "PathPrefix", value: "/", ...match.path } }))
        .filter((match) => meets(match, request))
        .map((match) => {
          const { path, method, headers = [], queryParams = [] } = match;
          const more = [method, ...headers.map(({ name }) => `header ${name}`), ...queryParams.map(({ name }) => `query ${name}`)];
          return {
            text: [`${nameOf(route)} rule ${index + 1}: ${path.type} ${path.value}`, ...more.filter(Boolean)].join(", "),
            order: [
              fitting[0].replace("*.", "").length,
              fitting[0].length,
              path.type === "Exact" ? 1 : 0,
              path.value.length,
              method ? 1 : 0,
              headers.length,
              queryParams.length,
            ],
            namespace: route.metadata.namespace,
            backends: backendRefs,
          };
        }),
    );
  });
}

function answer({ namespace, backends }) {
  const used = backends.filter(({ weight = 1 }) => weight > 0);
  const total = used.reduce((sum, { weight = 1 }) => sum + weight, 0);
  if (total === 0) return "500 (the rule has no backend)";
  const share = (weight = 1) => (used.length > 1 ? ` (${weight} of ${total})` : "");
  return used.map(({ name, port, weight, ...ref }) => `${ref.namespace ?? namespace}/${name}:${port}${share(weight)}`).join(" or ");
}

const [files, method, address, ...lines] = process.argv.slice(2);
if (!address) {
  console.error('usage: node match.mjs FILE[,FILE...] METHOD URL ["Header: value"...]');
  process.exit(1);
}
const url = new URL(address);
const headers = Object.fromEntries(lines.map((line) => [line.split(":")[0].toLowerCase(), line.replace(/^[^:]*:\s*/, "")]));
const request = { method, host: url.hostname, path: url.pathname, query: url.searchParams, headers };
const objects = files.split(",").flatMap(read);
const ofKind = (kind) => objects.filter((object) => object.kind === kind);
const say = (what, text) => console.log(`${what.padEnd(8)} ${text}`);

let found = ingressMatches(ofKind("Ingress"), request);
const isOpen = ({ listener }) => covers(listener.hostname, request.host);
const precise = ({ listener: { hostname = "" } }) => (hostname.startsWith("*") ? hostname.length : hostname.length * 1000);
const [door] = attach(ofKind("Gateway"), ofKind("HTTPRoute"), say).filter(isOpen).sort((a, b) => precise(b) - precise(a));
if (door) {
  say("listener", door.listener.name);
  found = [...found, ...routeMatches(door, request)];
}
found.sort(byPrecedence).forEach(({ text }, index) => say(index === 0 ? "wins" : "fits", text));
say("answer", found.length > 0 ? answer(found[0]) : "404 (no rule fits)");
