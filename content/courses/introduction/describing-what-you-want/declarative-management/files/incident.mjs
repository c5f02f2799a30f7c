// Changes what is, behind the back of the loop:
//   node incident.mjs crash NAME | clone NAME | image NAME VERSION
import { readFileSync, writeFileSync } from "node:fs";

const [what, name, version] = process.argv.slice(2);
let observed = JSON.parse(readFileSync("observed.json", "utf8"));
const copy = observed.find((other) => other.name === name);
if (!copy) throw new Error(`no copy is called ${name}`);
if (what === "crash") observed = observed.filter((other) => other !== copy);
else if (what === "clone") observed.push({ ...copy, name: `${name}-clone` });
else if (what === "image") copy.image = version;
else throw new Error("say crash, clone or image");
writeFileSync("observed.json", JSON.stringify(observed, null, 2) + "\n");
