// One JSON object per line on standard output: Kubernetes keeps the lines, and log collectors find the fields.
const LEVELS = ["debug", "info", "error"];

export function createLog(service) {
  // A level that nobody knows has the index -1 and therefore hides nothing.
  const lowest = LEVELS.indexOf(process.env.LOG_LEVEL ?? "info");

  return function log(level, message, fields = {}) {
    if (LEVELS.indexOf(level) < lowest) return;
    console.log(JSON.stringify({ time: new Date().toISOString(), level, service, message, ...fields }));
  };
}

// The message of an error and of what caused it: "fetch failed" alone does not say that the connection was refused.
export function explain(error) {
  const messages = [];
  for (let current = error; current; current = current.cause) messages.push(current.message || current.code);
  return messages.join(": ");
}
