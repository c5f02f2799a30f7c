import { z } from 'zod';
import type { DataPath } from '../../findings/yaml.ts';

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return unwrap(schema.unwrap());
  return schema;
}

function objectsOf(union: z.ZodDiscriminatedUnion): z.ZodObject[] {
  return union.options.flatMap((option) => (option instanceof z.ZodObject ? [option] : []));
}

/** Values that a schema allows for a discriminator. */
function literals(schema: unknown): string[] {
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String);
  return schema instanceof z.ZodEnum ? schema.options.map(String) : [];
}

function valueAt(data: unknown, key: PropertyKey): unknown {
  return data !== null && typeof data === 'object' ? (data as Record<PropertyKey, unknown>)[key] : undefined;
}

/** The schemas that may stand at a path; where data chooses among several by its type, only the chosen one. */
function schemasAt(schema: z.ZodType, path: DataPath, data: unknown): unknown[] {
  let schemas: unknown[] = choose(schema, data);
  let value = data;
  for (const part of path) {
    value = valueAt(value, part);
    schemas = schemas.flatMap((candidate) => {
      if (candidate instanceof z.ZodObject) return choose(candidate.shape[String(part)], value);
      return candidate instanceof z.ZodArray ? choose(candidate.element, value) : [];
    });
  }
  return schemas;
}

function choose(schema: unknown, value: unknown): unknown[] {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodDiscriminatedUnion)) return [inner];
  const key = inner.def.discriminator;
  const objects = objectsOf(inner);
  const chosen = objects.filter((object) => literals(object.shape[key]).includes(String(valueAt(value, key))));
  return chosen.length > 0 ? chosen : objects;
}

/** Keys that a schema knows at a path of the data, so that they can be suggested. */
export function keysAt(schema: z.ZodType, path: DataPath, data: unknown): string[] {
  const keys = schemasAt(schema, path, data).flatMap((found) =>
    found instanceof z.ZodObject ? Object.keys(found.shape) : [],
  );
  return [...new Set(keys)];
}

/** Values that a schema allows at a path, if they are few. */
export function valuesAt(schema: z.ZodType, path: DataPath, data: unknown): string[] {
  return [...new Set(schemasAt(schema, path, data).flatMap((found) => literals(unwrap(found))))];
}
