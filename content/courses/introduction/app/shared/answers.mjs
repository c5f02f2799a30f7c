// What handlers give back: an answer, or a RequestError that says why there is none.
const BODY_LIMIT = 64 * 1024;

export const text = (body, status = 200) => ({ status, type: "text/plain", body });
export const html = (body, status = 200) => ({ status, type: "text/html", body });
export const json = (value, status = 200) => ({ status, type: "application/json", body: `${JSON.stringify(value)}\n` });

// The message is a sentence for the client. The cause is only for the log.
export class RequestError extends Error {
  constructor(status, message, { cause, headers = {} } = {}) {
    super(message, { cause });
    this.status = status;
    this.headers = headers;
  }
}

export async function readJson(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // Too much is read to its end, but not kept: a client that is still sending would not see our answer.
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  if (size > BODY_LIMIT) throw new RequestError(413, `the body must not have more than ${BODY_LIMIT} bytes`);
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new RequestError(400, "the body must be JSON");
  }
}
