// A toy binder: which volume does each claim get? The rules are those of the control plane, for claims that come one after
// the other. Left out: selectors, raw block devices, claims and volumes that name each other, and volumes made in advance
// for a class that waits for a Pod.
// Reads objects as JSON, one per line. With the name of a claim, it says what is wrong with each volume.
import { readFileSync } from "node:fs";

const lines = readFileSync(0, "utf8").trim().split("\n");
const objects = lines.map((line) => JSON.parse(line));
const ofKind = (kind) => objects.filter((object) => object.kind === kind);
const classes = ofKind("StorageClass");
const volumes = ofKind("PersistentVolume");
const claims = ofKind("PersistentVolumeClaim");

const DEFAULT = "storageclass.kubernetes.io/is-default-class";
const UNITS = { "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };
// Not a rule of Kubernetes, but the limit of one provisioner.
const MAKES_ONLY = { "rancher.io/local-path": ["ReadWriteOnce", "ReadWriteOncePod"] };

function bytes(quantity) {
  const [, number, unit] = /^([\d.]+)(\w*)$/.exec(quantity);
  return number * UNITS[unit];
}

// A class that is left out is the default class. An empty one is none.
function classOf(claim) {
  const standard = classes.find(({ metadata }) => metadata.annotations?.[DEFAULT] === "true");
  return claim.spec.storageClassName ?? standard?.metadata.name ?? "";
}

function misfit(claim, volume) {
  const { capacity, accessModes, storageClassName = "", claimRef } = volume.spec;
  const wanted = claim.spec.resources.requests.storage;
  const missing = claim.spec.accessModes.filter((mode) => !accessModes.includes(mode));
  if (claimRef) return `belongs to the claim ${claimRef.name}`;
  if (storageClassName !== classOf(claim)) return `has the class "${storageClassName}"`;
  if (missing.length > 0) return `does not offer ${missing.join(", ")}`;
  if (bytes(capacity.storage) < bytes(wanted)) return `is too small: ${capacity.storage} for ${wanted}`;
}

function choose(claim) {
  const modes = ({ spec }) => spec.accessModes.length;
  const size = ({ spec }) => bytes(spec.capacity.storage);
  const fitting = volumes.filter((volume) => misfit(claim, volume) === undefined);
  // Fewer access modes go first, then the smaller volume.
  return fitting.sort((one, other) => modes(one) - modes(other) || size(one) - size(other))[0];
}

function provision(claim, className) {
  const storageClass = classes.find(({ metadata }) => metadata.name === className);
  if (className === "") return "waits: no volume fits, and without a class none is made";
  if (!storageClass) return `waits: no volume fits, and there is no class ${className} to make one`;
  const { provisioner, volumeBindingMode } = storageClass;
  const impossible = claim.spec.accessModes.find((mode) => MAKES_ONLY[provisioner]?.includes(mode) === false);
  if (impossible) return `waits: ${provisioner} cannot make ${impossible}`;
  const made = `${provisioner} makes ${claim.spec.resources.requests.storage}`;
  return volumeBindingMode === "WaitForFirstConsumer" ? `waits for a Pod, then ${made}` : made;
}

const [, , asked] = process.argv;
for (const claim of claims) {
  const { name } = claim.metadata;
  if (name === asked) volumes.forEach((volume) => console.log(volume.metadata.name, misfit(claim, volume) ?? "fits"));
  const volume = choose(claim);
  if (volume) volume.spec.claimRef = { name };
  const answer = volume
    ? `gets ${volume.metadata.name}, all of its ${volume.spec.capacity.storage}`
    : provision(claim, classOf(claim));
  if (asked === undefined || name === asked) console.log(name, answer);
}
