/** In this room: what the API knows: schemas, kinds, validation, formats. */

import { closest, didYouMean } from '../findings/suggest.ts';
import type { DataPath } from '../findings/yaml.ts';
import { pathName } from '../findings/yaml.ts';
import { configurationProblems, isConfiguration } from './configuration/kinds.ts';
import { withoutConsequences } from './consequences.ts';
import { type CustomKinds, customProblems } from './custom/kinds.ts';
import { isMessage, isNamed, namedKinds, namedVersions } from './custom/named.ts';
import { publishedKinds } from './custom/published.ts';
import { isRecord } from './data.ts';
import { labelProblems } from './labels.ts';
import { nameProblems } from './names.ts';
import type { ObjectProblem } from './object-problem.ts';
import { typeProblems } from './rules/index.ts';
import { servedVersions } from './served.ts';
import { kindNames, kindShape, type Scalar, type Shape } from './shape.ts';

const show = (value: unknown): string =>
  value === null || value === undefined
    ? 'nothing'
    : Array.isArray(value)
      ? 'a list'
      : typeof value === 'object'
        ? 'a group of fields'
        : typeof value === 'string'
          ? `the text "${value}"`
          : `the ${typeof value} ${String(value)}`;

const TYPES: Readonly<Record<Scalar, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

const isScalar = (value: unknown, type: Scalar): boolean =>
  type === 'integer' ? Number.isInteger(value) : typeof value === type;

/** Checks a value against a shape, strictly: what the shape does not know is a problem. */
function shapeProblems(value: unknown, shape: Shape, path: DataPath = []): ObjectProblem[] {
  const wrong = (expected: string): ObjectProblem[] => [
    {
      rule: 'type',
      path,
      message: `"${pathName(path)}" should be ${expected}, but is ${show(value)}.`,
      remedy:
        expected === 'text' && (typeof value === 'number' || typeof value === 'boolean')
          ? `Write it in quotes: "${String(value)}".`
          : /number$/.test(expected) &&
              typeof value === 'string' &&
              value.trim() !== '' &&
              Number.isFinite(Number(value))
            ? `Write it without quotes: ${value}.`
            : `Write ${expected} there.`,
    },
  ];
  switch (shape.kind) {
    case 'reference':
      return shapeProblems(value, shape.resolve(), path);
    case 'named':
      if (typeof value === 'number' && /(?:^|\/)(?:NonEmpty|Go)?Duration$/.test(shape.name)) {
        const message = `"${pathName(path)}" is ${value}, which has no unit of time.`;
        return [{ rule: 'type', path, message, remedy: `Write ${value}s, or another unit.` }];
      }
      return [...shapeProblems(value, shape.shape, path), ...typeProblems(shape.name, value, path)];
    case 'any':
      return [];
    case 'scalar': {
      if (shape.types.some((type) => isScalar(value, type))) return [];
      return wrong(shape.types.map((type) => TYPES[type]).join(' or '));
    }
    case 'literal': {
      if (typeof value === 'string' && shape.values.includes(value)) return [];
      if (typeof value !== 'string') return wrong('text');
      return [
        {
          rule: 'value',
          path,
          message: `"${pathName(path)}" is "${value}", which is not one of its values.${didYouMean(value, shape.values)}`,
          remedy: `Use one of: ${shape.values.map((one) => (one === '' ? '""' : one)).join(', ')}.`,
        },
      ];
    }
    case 'list':
      if (!Array.isArray(value)) return wrong('a list');
      return value.flatMap((item, index) => shapeProblems(item, shape.items, [...path, index]));
    case 'map':
      if (!isRecord(value)) return wrong('a group of fields');
      return Object.entries(value).flatMap(([key, item]) => shapeProblems(item, shape.values, [...path, key]));
    case 'object':
      return isRecord(value) ? objectProblems(value, shape.fields, path) : wrong('a group of fields');
  }
}

/** The field that is meant: one with a similar name, or one that goes on where the name ends. */
function fieldMeant(key: string, known: readonly string[]): string {
  const longer = key.length < 4 ? [] : known.filter((name) => name.startsWith(key));
  return didYouMean(key, known) || (longer.length === 1 ? ` Did you mean "${longer[0]}"?` : '');
}

type Fields = Extract<Shape, { kind: 'object' }>['fields'];

function objectProblems(value: Readonly<Record<string, unknown>>, fields: Fields, path: DataPath): ObjectProblem[] {
  const where = path.length === 0 ? 'the object' : `"${pathName(path)}"`;
  const known = Object.entries(value).flatMap(([key, item]): ObjectProblem[] => {
    const field = fields.get(key);
    if (field) {
      // A field without a value is what the API server drops; only required ones are missed.
      return item === null && !field.required ? [] : shapeProblems(item, field.shape, [...path, key]);
    }
    return [
      {
        rule: 'unknown-field',
        path: [...path, key],
        message: `${where[0]?.toUpperCase()}${where.slice(1)} has no field "${key}".${fieldMeant(key, [...fields.keys()])}`,
        remedy: `Correct the name, or its indentation; "kubectl explain" lists the fields.`,
      },
    ];
  });
  const missing = [...fields].flatMap(([key, { required }]): ObjectProblem[] =>
    required && value[key] === undefined && !isOfEmbedded(key, fields, path) && !isMisspelled(key, known)
      ? [
          {
            rule: 'missing-field',
            path,
            message: `${where[0]?.toUpperCase()}${where.slice(1)} lacks the field "${key}".`,
            remedy: `Add "${key}".`,
          },
        ]
      : [],
  );
  return [...known, ...missing];
}

/** Whether a field says what an object within another one is: that follows from its place, as in a claim template. */
function isOfEmbedded(key: string, fields: Fields, path: DataPath): boolean {
  return path.length > 0 && (key === 'apiVersion' || key === 'kind') && fields.has('metadata');
}

/** Whether a field that is missing was meant by another one: a misspelled name is one mistake. */
function isMisspelled(key: string, known: readonly ObjectProblem[]): boolean {
  return known.some(({ rule, message }) => rule === 'unknown-field' && message.endsWith(`Did you mean "${key}"?`));
}

/**
 * Everything that is wrong with an object of the Kubernetes API, as far as it can be told from the object alone.
 * @param custom kinds that definitions among its neighbors bring; their schemas are those of these definitions.
 */
export function kubernetesProblems(object: unknown, custom: CustomKinds = new Map()): ObjectProblem[] {
  if (!isRecord(object)) {
    return [
      {
        rule: 'no-kind',
        path: [],
        message: 'This is no object of Kubernetes.',
        remedy: 'Write apiVersion, kind, metadata and spec.',
      },
    ];
  }
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    const missing = typeof apiVersion !== 'string' ? 'apiVersion' : 'kind';
    return [{ rule: 'no-kind', path: [], message: `The object has no ${missing}.`, remedy: `Add "${missing}".` }];
  }
  // Programs write an empty list as nothing.
  if (/List$/.test(kind) && object.items === null) return kubernetesProblems({ ...object, items: [] }, custom);
  if (kind === 'List' && apiVersion === 'v1' && Array.isArray(object.items)) {
    return object.items.flatMap((item, index) =>
      kubernetesProblems(item, custom).map((problem) => ({ ...problem, path: ['items', index, ...problem.path] })),
    );
  }
  if (isMessage(apiVersion, kind)) return [];
  const configuration = configurationProblems(object);
  if (configuration) return configuration;
  const key = `${apiVersion} ${kind}`;
  if (!custom.has(key) && isNamed(apiVersion, kind))
    return [...nameProblems(object, kind), ...labelProblems(object, kind)];
  const known = custom.get(key) ?? publishedKinds.get(key);
  const shape = servedVersions.includes(apiVersion) ? kindShape(apiVersion, kind) : undefined;
  if (known) {
    const found = customProblems(object, known);
    // Rules for types say more than patterns do; which fields there are, definitions know better.
    const typed = shape ? shapeProblems(object, shape).filter(({ rule }) => rule !== 'unknown-field') : [];
    const own = typed.length === 0 ? found : [...typed, ...found.filter(({ rule }) => rule === 'unknown-field')];
    return [...own, ...nameProblems(object, kind), ...labelProblems(object, kind)];
  }
  if (!shape) return [versionProblem(apiVersion, kind)];
  // Of what a cluster gives back, debugging is a part.
  const isLive = object.status !== undefined && object.status !== null;
  const inShape = shapeProblems(object, shape).filter(({ path }) => !(isLive && path.at(-1) === 'ephemeralContainers'));
  return withoutConsequences([
    ...inShape,
    ...nameProblems(object, kind),
    ...labelProblems(object, kind),
    ...(kind === 'Secret' ? secretProblems(object) : []),
  ]);
}

/** Base64 without the ends of lines, which its reader in the API server passes over. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Values of a Secret's data that are no base64: the API server does not take them. */
function secretProblems({ data }: Readonly<Record<string, unknown>>): ObjectProblem[] {
  return Object.entries(isRecord(data) ? data : {}).flatMap(([key, value]): ObjectProblem[] =>
    typeof value !== 'string' || BASE64.test(value.replace(/[\r\n]/g, ''))
      ? []
      : [
          {
            rule: 'value',
            path: ['data', key],
            message: `"data.${key}" is not base64.`,
            remedy: 'Encode it, or write it as plain text under "stringData".',
          },
        ],
  );
}

/** Whether no cluster serves a kind by itself, as far as is known here: it is a custom resource, or misspelled. */
export function isUnserved(apiVersion: string, kind: string): boolean {
  if (kind === 'List' || isConfiguration(apiVersion, kind) || isMessage(apiVersion, kind)) return false;
  if (publishedKinds.has(`${apiVersion} ${kind}`)) return false;
  return !servedVersions.includes(apiVersion) || kindShape(apiVersion, kind) === undefined;
}

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '');
const OWN_GROUPS: ReadonlySet<string> = new Set(servedVersions.map(groupOf));

/** Whether a kind can be a custom resource: Kubernetes has no group of that name. What its own groups lack is misspelled. */
export function isCustom(apiVersion: string, kind: string): boolean {
  return isUnserved(apiVersion, kind) && !OWN_GROUPS.has(groupOf(apiVersion));
}

/** Kinds of objects in an API version. */
const kindsOf = (apiVersion: string): string[] => kindNames(apiVersion).filter((name) => !/List$/.test(name));

function versionProblem(apiVersion: string, kind: string): ObjectProblem {
  const served = servedVersions.filter((version) => kindShape(version, kind) !== undefined);
  const right = served.at(-1);
  if (right !== undefined) {
    const meant = closest(apiVersion, served);
    return {
      rule: 'api-version',
      path: ['apiVersion'],
      message: `Kubernetes does not serve ${kind} in ${apiVersion}.`,
      remedy: `Write apiVersion: ${meant ?? right}.`,
    };
  }
  const [named] = namedVersions(groupOf(apiVersion), kind).slice(-1);
  if (named !== undefined) {
    return {
      rule: 'api-version',
      path: ['apiVersion'],
      message: `${kind} is not known in ${apiVersion}.`,
      remedy: `Write apiVersion: ${named}, or say that it is a custom resource: \`\`\`yaml invalid="custom resource", or "# Invalid on purpose: custom resource" in the first line of a file.`,
    };
  }
  const own = OWN_GROUPS.has(groupOf(apiVersion)) || namedKinds(apiVersion).length > 0;
  const known =
    namedKinds(apiVersion).length > 0
      ? namedKinds(apiVersion)
      : servedVersions.includes(apiVersion)
        ? kindsOf(apiVersion)
        : servedVersions.flatMap(kindsOf);
  const suggestion = own || !apiVersion.includes('.') ? didYouMean(kind, known) : '';
  return {
    rule: 'api-version',
    // It is the kind that is wrong where the version is served.
    path: servedVersions.includes(apiVersion) || namedKinds(apiVersion).length > 0 ? ['kind'] : ['apiVersion'],
    message: `Kubernetes does not serve ${kind} in ${apiVersion}.${suggestion}`,
    remedy:
      suggestion === ''
        ? `Correct the kind. If it is a custom resource, say so: \`\`\`yaml invalid="custom resource", or "# Invalid on purpose: custom resource" in the first line of a file.`
        : 'Correct the kind.',
  };
}
