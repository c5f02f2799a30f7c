// Builds a small but real OCI image in ./image, without a container engine:
//   node mini-image.mjs TAG LAYER-DIRECTORY...
// Every layer is a plain tar archive with fixed times and owners, so the digests are the same on every machine.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [tag, ...directories] = process.argv.slice(2);
if (!tag || directories.length === 0) {
  console.error("usage: node mini-image.mjs TAG LAYER-DIRECTORY...");
  process.exit(1);
}
const OCI = "application/vnd.oci.image";
mkdirSync("image/blobs/sha256", { recursive: true });

// A blob is stored under the SHA-256 hash of its own bytes. That hash is its digest.
function store(kind, mediaType, bytes) {
  const hex = createHash("sha256").update(bytes).digest("hex");
  const file = `image/blobs/sha256/${hex}`;
  const state = existsSync(file) ? "already there" : "new";
  writeFileSync(file, bytes);
  console.log(`${kind.padEnd(14)} ${hex.slice(0, 12)}  ${String(bytes.length).padStart(5)} bytes  ${state}`);
  return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
}
const storeJson = (kind, value) =>
  store(kind, value.mediaType ?? `${OCI}.config.v1+json`, Buffer.from(`${JSON.stringify(value, null, 2)}\n`));

const layers = directories.map((dir) => store(`layer ${dir}`, `${OCI}.layer.v1.tar`, tar(dir)));

const config = storeJson("config", {
  architecture: "amd64",
  os: "linux",
  config: { User: "65532:65532", Env: ["SHOP_NAME=Corner Shop"], WorkingDir: "/srv/shop" },
  rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.digest) },
});

const manifest = storeJson("manifest", {
  schemaVersion: 2,
  mediaType: `${OCI}.manifest.v1+json`,
  config,
  layers,
});

// A tag is an entry in index.json. Writing it again moves it; nothing stored is touched.
const name = "org.opencontainers.image.ref.name";
const index = existsSync("image/index.json")
  ? JSON.parse(readFileSync("image/index.json", "utf8"))
  : { schemaVersion: 2, mediaType: `${OCI}.index.v1+json`, manifests: [] };
index.manifests = index.manifests.filter((entry) => entry.annotations[name] !== tag);
index.manifests.push({ ...manifest, annotations: { [name]: tag } });
writeFileSync("image/index.json", `${JSON.stringify(index, null, 2)}\n`);
writeFileSync("image/oci-layout", '{"imageLayoutVersion":"1.0.0"}\n');
console.log(`tag ${tag} -> ${manifest.digest}`);

// The oldest part of the format: a 512-byte header per file, then its content padded to 512 bytes.
function tar(directory) {
  const paths = readdirSync(directory, { recursive: true }).filter((path) => !path.endsWith(".DS_Store"));
  const parts = paths.sort().flatMap((path) => {
    const isDirectory = statSync(join(directory, path)).isDirectory();
    const content = isDirectory ? Buffer.alloc(0) : readFileSync(join(directory, path));
    const octal = (number, length) => `${number.toString(8).padStart(length - 1, "0")}\0`;
    const header = Buffer.alloc(512);
    header.write(isDirectory ? `${path}/` : path, 0); // name
    header.write(octal(isDirectory ? 0o755 : 0o644, 8), 100); // mode
    header.write(octal(0, 8) + octal(0, 8), 108); // owner and group: root
    header.write(octal(content.length, 12) + octal(0, 12), 124); // size and modification time
    header.write(`        ${isDirectory ? "5" : "0"}`, 148); // checksum (blank for now) and type
    header.write("ustar\x0000", 257);
    header.write(`${octal(header.reduce((sum, byte) => sum + byte, 0), 7)} `, 148); // checksum
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}
