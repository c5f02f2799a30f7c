// One pass of a toy control loop: observe, compare, act.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Which steps lead from what is to what should be?
export function compare(desired, observed) {
  const steps = [];
  for (const [app, want] of Object.entries(desired)) {
    const copies = observed.filter((copy) => copy.app === app);
    const good = copies.filter((copy) => copy.image === want.image);
    const bad = copies.filter((copy) => copy.image !== want.image);
    for (const copy of bad) steps.push({ stop: copy.name });
    for (let n = good.length; n < want.copies; n++) {
      steps.push({ start: app, image: want.image });
    }
  }
  return steps;
}

// Carry the steps out. A new copy gets the lowest free number.
export function act(observed, steps) {
  const result = [...observed];
  for (const step of steps) {
    if (step.stop) {
      result.splice(result.findIndex((copy) => copy.name === step.stop), 1);
    } else {
      let n = 1;
      while (result.some((copy) => copy.name === `${step.start}-${n}`)) n++;
      result.push({ name: `${step.start}-${n}`, app: step.start, image: step.image });
    }
  }
  return result;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const desired = JSON.parse(readFileSync("desired.json", "utf8"));
  const observed = JSON.parse(readFileSync("observed.json", "utf8"));
  const steps = compare(desired, observed);
  for (const step of steps) {
    console.log(step.stop ? `stop ${step.stop}` : `start ${step.start} ${step.image}`);
  }
  if (steps.length === 0) console.log("nothing to do");
  writeFileSync("observed.json", JSON.stringify(act(observed, steps), null, 2) + "\n");
}
