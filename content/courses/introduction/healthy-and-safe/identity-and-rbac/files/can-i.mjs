// A permission oracle: may this subject do that? It decides by the rules of RBAC, from the objects alone.
// Left out: other authorizers, aggregated ClusterRoles, and all built-in roles but cluster-admin.
// node can-i.mjs OBJECTS REQUESTS   OBJECTS: JSON objects, one per line. REQUESTS: one per line, written like the
// arguments of `kubectl auth can-i`, behind your prediction (yes, no or ?).
import { readFileSync } from "node:fs";

const lines = (file) => readFileSync(file, "utf8").split("\n").map((line) => line.trim()).filter(Boolean);
const [objectsFile, requestsFile] = process.argv.slice(2);
const everything = { apiGroups: ["*"], resources: ["*"], verbs: ["*"] };
const everyPath = { nonResourceURLs: ["*"], verbs: ["*"] };
const objects = [
  { kind: "ClusterRole", metadata: { name: "cluster-admin" }, rules: [everything, everyPath] },
  ...lines(objectsFile).map((line) => JSON.parse(line)),
];
// kubectl asks the server for these two facts.
const GROUPS = { deployments: "apps", statefulsets: "apps", jobs: "batch", cronjobs: "batch",
  roles: "rbac.authorization.k8s.io", rolebindings: "rbac.authorization.k8s.io" };
const CLUSTER_SCOPED = ["nodes", "namespaces", "persistentvolumes", "clusterroles", "clusterrolebindings"];

function parse(words) {
  const plain = [];
  const request = { namespace: "default", user: "", groups: ["system:authenticated"], subresource: "", name: "" };
  while (words.length > 0) {
    const [flag, value] = words.shift().split(/=(.*)/s);
    if (flag === "-n") request.namespace = words.shift();
    else if (flag === "-A") request.namespace = "";
    else if (flag === "--as") request.user = value;
    else if (flag === "--as-group") request.groups.push(value);
    else if (flag === "--subresource") request.subresource = value;
    else if (flag.startsWith("-")) throw new Error(`unknown flag ${flag}`);
    else plain.push(flag);
  }
  const [, account] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(request.user) ?? [];
  if (account) request.groups.push("system:serviceaccounts", `system:serviceaccounts:${account}`);
  [request.verb] = plain;
  if (plain[1].startsWith("/")) return { ...request, path: plain[1], namespace: "" };
  const [type, name = ""] = plain[1].split("/");
  const [resource, ...group] = type.split(".");
  // A request for a namespace by its name counts as one inside that namespace.
  if (CLUSTER_SCOPED.includes(resource)) request.namespace = resource === "namespaces" ? name : "";
  return { ...request, resource, name, group: group.join(".") || (GROUPS[resource] ?? "") };
}

// One rule has to answer all the questions; parts of two rules do not add up.
function allows({ verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }, request) {
  const { verb, group, resource, subresource, name, path } = request;
  const has = (list, wanted) => list.includes("*") || list.includes(wanted);
  if (!has(verbs, verb)) return false;
  if (path) {
    const prefix = (url) => url.endsWith("*") && path.startsWith(url.replace(/\*+$/, ""));
    return has(nonResourceURLs, path) || nonResourceURLs.some(prefix);
  }
  const full = subresource ? `${resource}/${subresource}` : resource;
  const named = resourceNames.length === 0 || resourceNames.includes(name);
  const typed = has(resources, full) || (subresource !== "" && resources.includes(`*/${subresource}`));
  return has(apiGroups, group) && typed && named;
}

function means(subject, binding, { user, groups }) {
  if (subject.kind === "User") return subject.name === user;
  if (subject.kind === "Group") return groups.includes(subject.name);
  const namespace = subject.namespace ?? binding.metadata.namespace;
  return user === `system:serviceaccount:${namespace}:${subject.name}`;
}

function grantedBy(request) {
  const reaches = ({ kind, metadata }) =>
    kind === "ClusterRoleBinding" ||
    (kind === "RoleBinding" && request.namespace !== "" && metadata.namespace === request.namespace);
  const roleOf = ({ roleRef, metadata }) =>
    objects.find(({ kind, metadata: role }) => kind === roleRef.kind && role.name === roleRef.name &&
      (kind === "ClusterRole" || role.namespace === metadata.namespace));
  return objects.filter(reaches).find((binding) =>
    (binding.subjects ?? []).some((subject) => means(subject, binding, request)) &&
    (roleOf(binding)?.rules ?? []).some((rule) => allows(rule, request)));
}

const requests = lines(requestsFile).filter((line) => !line.startsWith("#"));
let right = 0;
for (const line of requests) {
  const [prediction, ...words] = line.split(/\s+/);
  const binding = grantedBy(parse([...words]));
  const answer = binding ? "yes" : "no";
  const by = binding ? `   (${binding.kind} ${binding.metadata.name})` : "";
  if (prediction === answer) right += 1;
  console.log(`${prediction === answer ? " " : "!"} ${answer.padEnd(3)} ${words.join(" ")}${by}`);
}
console.log(`${right} of ${requests.length} predicted`);
