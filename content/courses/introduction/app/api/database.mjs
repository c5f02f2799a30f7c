// The way to shop-db. Whatever goes wrong there is a 503 here: not the client's fault, and worth another try later.
import { RequestError } from "../shared/answers.mjs";
import { fileOrTextSetting } from "../shared/settings.mjs";

// Without a limit, a database that hangs would hang us too.
const TIMEOUT_MILLISECONDS = 2000;

export function createDatabase(address) {
  async function call(method, path, value) {
    const password = await fileOrTextSetting("DB_PASSWORD");
    const headers = { "content-type": "application/json" };
    if (password !== undefined) headers.authorization = `Bearer ${password}`;
    try {
      const response = await fetch(new URL(path, address), {
        method,
        headers,
        body: value === undefined ? undefined : JSON.stringify(value),
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      throw new RequestError(503, "the database does not answer", { cause: error });
    }
  }

  const refused = ({ status, body }) => {
    const cause = new Error(`it answered ${status}: ${body.trim()}`);
    return new RequestError(503, "the database refuses the request", { cause });
  };

  return {
    // Needs the password like everything else, so a wrong one does not look ready.
    async checkReady() {
      const answer = await call("GET", "/readyz");
      if (answer.status !== 200) throw refused(answer);
    },
    // undefined if there is no such value
    async getValue(name) {
      const answer = await call("GET", `/values/${name}`);
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw refused(answer);
      return JSON.parse(answer.body);
    },
    async getList(name) {
      const answer = await call("GET", `/lists/${name}`);
      if (answer.status !== 200) throw refused(answer);
      return JSON.parse(answer.body);
    },
    async append(name, value) {
      const answer = await call("POST", `/lists/${name}`, value);
      if (answer.status !== 201) throw refused(answer);
    },
  };
}
