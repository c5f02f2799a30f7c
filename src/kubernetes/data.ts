/** A group of fields, as YAML gives it. */
export type Data = Readonly<Record<string, unknown>>;

/** Whether a value is a group of fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A value as a group of fields; an empty one if it is something else. */
export function asRecord(value: unknown): Data {
  return isRecord(value) ? value : {};
}

/** A value as a list of groups of fields; an empty one if it is something else. */
export function asList(value: unknown): readonly Data[] {
  return Array.isArray(value) ? value.map(asRecord) : [];
}

/** The texts of a list; what is no text is left out. */
export function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A value if it is a text that is not empty. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether a field is there: one without a value is what the API server drops. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The value at a path of field names; undefined if there is none. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => asRecord(inner)[key], value);
}
