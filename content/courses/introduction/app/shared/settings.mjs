// All settings come from the environment, so one image serves for every place where the shop runs.
import { readFile } from "node:fs/promises";

// A setting that cannot be used. Its message is for whoever operates the program.
export class SettingError extends Error {}

export function textSetting(name, fallback) {
  return process.env[name] ?? fallback;
}

export function numberSetting(name, fallback) {
  const value = process.env[name] ?? String(fallback);
  if (!/^\d+(\.\d+)?$/.test(value)) throw new SettingError(`${name} must be a number, not "${value}"`);
  return Number(value);
}

export function addressSetting(name, fallback) {
  const value = process.env[name] ?? fallback;
  if (!/^https?:/.test(value) || !URL.canParse(value)) {
    throw new SettingError(`${name} must be an address such as ${fallback}, not "${value}"`);
  }
  return value;
}

// NAME_FILE, the path of a file, goes before NAME. Call this at each request: Kubernetes replaces the files of a
// mounted ConfigMap or Secret while the program runs.
export async function fileOrTextSetting(name) {
  const path = process.env[`${name}_FILE`];
  if (path === undefined) return process.env[name];
  try {
    const text = await readFile(path, "utf8");
    return text.replace(/\r?\n$/, ""); // most editors end a file with a line feed
  } catch (error) {
    throw new SettingError(`${name}_FILE cannot be read`, { cause: error });
  }
}
