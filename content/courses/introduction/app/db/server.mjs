// shop-db: the database of the demo shop, values and lists in one file.
// Run one copy only: two on the same file would not see each other's writes.
import { createHash, timingSafeEqual } from "node:crypto";
import { json, RequestError, readJson } from "../shared/answers.mjs";
import { startProgram } from "../shared/program.mjs";
import { fileOrTextSetting, textSetting } from "../shared/settings.mjs";
import { openStore } from "./store.mjs";

await startProgram("shop-db", 7070, async (log) => {
  if ((await fileOrTextSetting("DB_PASSWORD")) === undefined) {
    log("info", "DB_PASSWORD is not set: whoever reaches the port may read and write");
  }
  const store = await openStore(textSetting("DATA_DIR", "/data"), log);

  const getValue = ({ name }) => {
    if (!store.hasValue(name)) throw new RequestError(404, `there is no value ${name}`);
    return json(store.getValue(name));
  };
  const putValue = async ({ request, name }) => {
    await store.putValue(name, await readJson(request));
    return json({ stored: name });
  };
  const getList = ({ name }) => json(store.getList(name));
  const appendToList = async ({ request, name }) => {
    await store.append(name, await readJson(request));
    return json({ appended: name }, 201);
  };

  return {
    routes: {
      "/values/{name}": { GET: getValue, PUT: putValue },
      "/lists/{name}": { GET: getList, POST: appendToList },
    },
    before: checkPassword,
    close: store.close,
  };
});

async function checkPassword({ request, route }) {
  if (route === "/healthz") return; // the kubelet has no password
  const password = await fileOrTextSetting("DB_PASSWORD");
  if (password === undefined) return;
  const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization) ?? [];
  if (token === undefined || !sameText(token, password)) {
    throw new RequestError(401, "the password is missing or wrong", { headers: { "www-authenticate": "Bearer" } });
  }
}

// Takes equally long for every wrong password. With === the time would tell how many of the first characters are right.
function sameText(one, other) {
  const hash = (text) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
