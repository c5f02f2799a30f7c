// Fill in programs.txt before you read on: the answers are below.
import { readFileSync } from "node:fs";

const KINDS = ["Deployment", "DaemonSet", "StatefulSet", "Job", "CronJob"];

// The right kind, and what to think about after a wrong one.
const PROGRAMS = {
  thumbnails: ["Deployment", {
    Job: "It handles many small jobs, but does the program itself ever end?",
    StatefulSet: "What would a copy lose if it came back under another name?",
  }],
  "convert-prices": ["Job", {
    CronJob: "Would you like it to run a second time?",
    Deployment: "What does the restart policy Always do after success?",
  }],
  "search-index": ["StatefulSet", {
    Deployment: "Each copy holds another third. Which third would a copy with a new name get?",
    DaemonSet: "Three members, whatever the number of nodes.",
  }],
  "stock-check": ["Deployment", {
    CronJob: "What is the shortest step of a schedule?",
    Job: "When would it be done?",
  }],
  "gpu-watch": ["DaemonSet", {
    Deployment: "Who makes sure that each such machine has exactly one, the new one too?",
    StatefulSet: "What matters is the machine it sees, not its name.",
  }],
  backup: ["CronJob", {
    Job: "Who creates it tomorrow?",
    Deployment: "It runs for minutes. What would it do for the rest of the day?",
  }],
  "page-cache": ["Deployment", {
    StatefulSet: "Does anybody miss what a lost copy had in memory?",
  }],
  "invoice-numbers": ["StatefulSet", {
    Deployment: "How many Pods may a release have for a moment? And when its node does not answer?",
    Job: "Invoices never stop coming.",
  }],
};

const answers = readFileSync("programs.txt", "utf8").matchAll(/^([a-z-]+):[ \t]*(.*?)[ \t]*$/gm);
const given = new Map([...answers].map(([, program, kind]) => [program, kind]));

let right = 0;
for (const [program, [kind, questions]] of Object.entries(PROGRAMS)) {
  const answer = KINDS.find((name) => name.toLowerCase() === given.get(program)?.toLowerCase());
  if (answer === kind) right += 1;
  else if (answer) console.log(`${program}: ${questions[answer] ?? "Go through the questions of the diagram again, from the top."}`);
  else console.log(`${program}: write one of ${KINDS.join(", ")}`);
}
console.log(`${right} of ${Object.keys(PROGRAMS).length} right`);
