// Values and lists live in memory. Each change goes to the journal first; from there, the next start builds them again.
import { openJournal } from "./journal.mjs";

export async function openStore(directory, log) {
  const values = new Map();
  const lists = new Map();

  const apply = ({ action, name, value }) => {
    if (action === "put") values.set(name, value);
    else if (action === "append" && lists.has(name)) lists.get(name).push(value);
    else if (action === "append") lists.set(name, [value]);
    else throw new Error(`unknown action ${action}`);
  };

  const journal = await openJournal(directory, apply, log);
  // Only what is safely on disk becomes visible.
  const change = async (entry) => {
    await journal.append(entry);
    apply(entry);
  };

  return {
    hasValue: (name) => values.has(name),
    getValue: (name) => values.get(name),
    putValue: (name, value) => change({ action: "put", name, value }),
    getList: (name) => lists.get(name) ?? [],
    append: (name, value) => change({ action: "append", name, value }),
    close: journal.close,
  };
}
