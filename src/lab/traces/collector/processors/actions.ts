import { hexOfBytes, sha256 } from '../../../../kubernetes/digest.ts';
import type { Fields } from '../../../metrics/config/fields.ts';
import type { Attributes, AttributeValue, SpanRecord } from '../../run.ts';
import type { MakeProcessor } from '../parts.ts';

type Action = (attributes: Record<string, AttributeValue>) => void;

const ACTIONS = ['insert', 'update', 'upsert', 'delete', 'hash', 'extract', 'convert'];

function patternOf(fields: Fields): RegExp | undefined {
  const text = fields.text('pattern');
  if (text === undefined) return undefined;
  try {
    return new RegExp(text.replaceAll('(?P<', '(?<'));
  } catch {
    fields.say(`"${text}" is no regular expression.`, fields.lineOf('pattern'));
    return undefined;
  }
}

const hashed = (value: AttributeValue): string => hexOfBytes(sha256(new TextEncoder().encode(String(value))));

function converted(value: AttributeValue, type: string | undefined): AttributeValue {
  if (type === 'string') return String(value);
  const number = Number(value);
  if (Number.isNaN(number)) return value;
  return type === 'int' ? Math.trunc(number) : number;
}

/** One action on attributes. @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/processor/attributesprocessor/README.md as of August 2026 */
function readAction(fields: Fields): Action {
  const action = fields.text('action') ?? '';
  const key = fields.text('key');
  const pattern = patternOf(fields);
  const value = fields.scalar('value');
  const from = fields.text('from_attribute');
  const type = fields.text('converted_type');
  const usual = fields.scalar('default_value');
  fields.finish('an action');
  if (!ACTIONS.includes(action))
    fields.say(`"${action}" is no action; they are ${ACTIONS.join(', ')}.`, fields.lineOf('action'));
  const isSetting = ['insert', 'update', 'upsert'].includes(action);
  if (key === undefined && (pattern === undefined || !['delete', 'hash'].includes(action)))
    fields.say(`The action "${action}" has no key.`);
  if (isSetting && value === undefined && from === undefined && usual === undefined)
    fields.say(`The action "${action}" says not what is set: give it value, from_attribute or default_value.`);
  if (action === 'extract' && pattern === undefined) fields.say('The action "extract" has no pattern.');
  return (attributes) => {
    const isThere = key !== undefined && Object.hasOwn(attributes, key);
    const meant = (name: string): boolean => name === key || (pattern?.test(name) ?? false);
    if (isSetting && key !== undefined) {
      const given = value ?? (from === undefined ? undefined : attributes[from]) ?? usual;
      const isDone = given === undefined || (action === 'insert' && isThere) || (action === 'update' && !isThere);
      if (!isDone) attributes[key] = given;
    } else if (action === 'delete') {
      for (const name of Object.keys(attributes)) if (meant(name)) delete attributes[name];
    } else if (action === 'hash') {
      for (const name of Object.keys(attributes)) if (meant(name)) attributes[name] = hashed(attributes[name] ?? '');
    } else if (action === 'extract' && key !== undefined && isThere) {
      Object.assign(attributes, pattern?.exec(String(attributes[key]))?.groups);
    } else if (action === 'convert' && key !== undefined && isThere) {
      attributes[key] = converted(attributes[key] ?? '', type);
    }
  };
}

type Match = (span: SpanRecord) => boolean;

/** Which spans are meant by `include` or `exclude`. */
function readMatch(fields: Fields): Match {
  const type = fields.text('match_type');
  if (type !== 'strict' && type !== 'regexp')
    fields.say('match_type has to be strict or regexp.', fields.lineOf('match_type'));
  const matches = (wanted: string, value: unknown): boolean => {
    if (type === 'strict') return wanted === String(value);
    try {
      return new RegExp(wanted).test(String(value));
    } catch {
      return false;
    }
  };
  const one = (name: string, of: (span: SpanRecord) => string): Match => {
    const wanted = fields.texts(name);
    return (span) => wanted.length === 0 || wanted.some((text) => matches(text, of(span)));
  };
  const pairs = (name: string, of: (span: SpanRecord) => Attributes): Match => {
    const wanted = fields.maps(name).map((entry) => ({ key: entry.text('key') ?? '', value: entry.text('value') }));
    return (span) =>
      wanted.every(
        ({ key, value }) => Object.hasOwn(of(span), key) && (value === undefined || matches(value, of(span)[key])),
      );
  };
  const tests = [
    one('services', ({ service }) => service),
    one('span_names', ({ name }) => name),
    one('span_kinds', ({ kind }) => `SPAN_KIND_${kind.toUpperCase()}`),
    pairs('attributes', ({ attributes }) => attributes),
    pairs('resources', ({ resource }) => resource),
  ];
  fields.finish('what is to match', ['regexp', 'libraries']);
  return (span) => tests.every((test) => test(span));
}

/** The processor `attributes`. */
export function readAttributes(fields: Fields): MakeProcessor {
  const actions = fields.maps('actions').map(readAction);
  const include = fields.map('include');
  const exclude = fields.map('exclude');
  const [isIncluded, isExcluded] = [include && readMatch(include), exclude && readMatch(exclude)];
  fields.finish('the processor attributes');
  if (actions.length === 0) fields.say('The processor attributes has no actions.');
  return ({ next }) =>
    (spans) =>
      next(
        spans.map((span) => {
          if (isIncluded?.(span) === false || isExcluded?.(span)) return span;
          const attributes = { ...span.attributes };
          for (const action of actions) action(attributes);
          return { ...span, attributes };
        }),
      );
}

/** The processor `resource`. @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/processor/resourceprocessor/README.md */
export function readResource(fields: Fields): MakeProcessor {
  const actions = fields.maps('attributes').map(readAction);
  fields.finish('the processor resource');
  if (actions.length === 0) fields.say('The processor resource has no attributes.');
  return ({ next }) =>
    (spans) =>
      next(
        spans.map((span) => {
          const resource = { ...span.resource };
          for (const action of actions) action(resource);
          return { ...span, resource, service: String(resource['service.name'] ?? '') };
        }),
      );
}
