import { didYouMean } from '../../../../findings/suggest.ts';
import { hexOfBytes, sha256 } from '../../../../kubernetes/digest.ts';
import type { AttributeValue } from '../../run.ts';
import { type OttlContext, type Plain, placeOf, type Subject } from './paths.ts';
import { type Call, type Condition, parseCondition, parseStatement, type Value } from './syntax.ts';
import { OttlProblem } from './tokens.ts';

type Get = (subject: Subject) => Plain;
export type Test = (subject: Subject) => boolean;
export type Change = (subject: Subject) => void;

const textOf = (value: Plain): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

function patternOf(value: Value | undefined): RegExp {
  if (value?.kind !== 'constant' || typeof value.value !== 'string')
    throw new OttlProblem('a regular expression stands in quotation marks');
  try {
    return new RegExp(value.value, 'g');
  } catch {
    throw new OttlProblem(`"${value.value}" is no regular expression`);
  }
}

/** Reads statements and conditions about one kind of thing. */
export class Compiler {
  readonly #context: OttlContext | undefined;

  /** @param context about what paths without a prefix are; undefined where there has to be one */
  constructor(context?: OttlContext) {
    this.#context = context;
  }

  /** What a condition says. @throws OttlProblem */
  condition(text: string): Test {
    return this.#test(parseCondition(text));
  }

  /** What a statement does. @throws OttlProblem */
  statement(text: string): Change {
    const { call, where } = parseStatement(text);
    const change = this.#change(call);
    const isMeant = where && this.#test(where);
    return (subject) => {
      if (!isMeant || isMeant(subject)) change(subject);
    };
  }

  #test(condition: Condition): Test {
    switch (condition.kind) {
      case 'and': {
        const parts = condition.parts.map((part) => this.#test(part));
        return (subject) => parts.every((part) => part(subject));
      }
      case 'or': {
        const parts = condition.parts.map((part) => this.#test(part));
        return (subject) => parts.some((part) => part(subject));
      }
      case 'not': {
        const part = this.#test(condition.part);
        return (subject) => !part(subject);
      }
      case 'value': {
        const get = this.#get(condition.value);
        return (subject) => get(subject) === true;
      }
      case 'compare': {
        const [left, right] = [this.#get(condition.left), this.#get(condition.right)];
        return (subject) => compare(left(subject), condition.sign, right(subject));
      }
    }
  }

  #get(value: Value): Get {
    if (value.kind === 'constant') return () => value.value;
    if (value.kind === 'path') return placeOf(value, this.#context).get;
    if (value.kind === 'list') {
      const items = value.items.map((item) => this.#get(item));
      return (subject) => items.map((item) => textOf(item(subject)));
    }
    return this.#converter(value);
  }

  /** Functions that give something. @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/ottl/ottlfuncs/README.md */
  #converter({ name, values }: Call): Get {
    const [first, second] = values;
    const get = (value: Value | undefined): Get => {
      if (!value) throw new OttlProblem(`${name}() is given too little`);
      return this.#get(value);
    };
    switch (name) {
      case 'IsMatch': {
        const [text, pattern] = [get(first), patternOf(second)];
        return (subject) => {
          pattern.lastIndex = 0;
          return pattern.test(textOf(text(subject)));
        };
      }
      case 'Concat': {
        const [list, between] = [first, get(second)];
        if (list?.kind !== 'list') throw new OttlProblem('Concat() takes a list and what stands between its parts');
        const parts = list.items.map((item) => this.#get(item));
        return (subject) => parts.map((part) => textOf(part(subject))).join(textOf(between(subject)));
      }
      case 'SHA256': {
        const text = get(first);
        return (subject) => hexOfBytes(sha256(new TextEncoder().encode(textOf(text(subject)))));
      }
      default:
        throw new OttlProblem(unknown(name, ['IsMatch', 'Concat', 'SHA256']));
    }
  }

  /** Functions that change something. */
  #change({ name, values }: Call): Change {
    const [target, ...further] = values;
    if (target?.kind !== 'path')
      throw new OttlProblem(`${name}() begins with what it changes, such as span.attributes`);
    const { get, set } = placeOf(target, this.#context);
    const whole = target.names.join('.');
    const all = (): ((subject: Subject) => Record<string, AttributeValue>) => {
      if (target.names.at(-1) !== 'attributes' || target.key !== undefined)
        throw new OttlProblem(`${name}() takes all attributes, such as span.attributes, and not "${whole}"`);
      return get as (subject: Subject) => Record<string, AttributeValue>;
    };
    const constants = (value: Value | undefined): string[] => {
      const items = value?.kind === 'list' ? value.items : value ? [value] : [];
      return items.map((item) => {
        if (item.kind !== 'constant') throw new OttlProblem(`${name}() takes names in quotation marks`);
        return String(item.value);
      });
    };
    const only = (keep: (key: string) => boolean): Change => {
      const of = all();
      return (subject) => {
        const attributes = of(subject);
        for (const key of Object.keys(attributes)) if (!keep(key)) delete attributes[key];
      };
    };
    switch (name) {
      case 'set': {
        if (!set) throw new OttlProblem(`"${whole}" cannot be set here`);
        if (!further[0]) throw new OttlProblem('set() takes what is set, and its value');
        const value = this.#get(further[0]);
        return (subject) => {
          const given = value(subject);
          // Nil sets nothing.
          if (given !== null && (typeof given !== 'object' || Array.isArray(given)))
            set(subject, given as AttributeValue);
        };
      }
      case 'delete_key': {
        const [key] = constants(further[0]);
        return only((one) => one !== key);
      }
      case 'keep_keys': {
        const keys = new Set(constants(further[0]));
        return only((one) => keys.has(one));
      }
      case 'delete_matching_keys': {
        const pattern = patternOf(further[0]);
        return only((one) => one.search(pattern) < 0);
      }
      case 'replace_pattern': {
        const [pattern, [by = '']] = [patternOf(further[0]), constants(further[1])];
        if (!set) throw new OttlProblem(`"${whole}" cannot be set here`);
        return (subject) => {
          const before = get(subject);
          if (typeof before === 'string') set(subject, before.replace(pattern, by));
        };
      }
      default:
        throw new OttlProblem(
          unknown(name, ['set', 'delete_key', 'keep_keys', 'delete_matching_keys', 'replace_pattern']),
        );
    }
  }
}

const unknown = (name: string, known: readonly string[]): string =>
  `the Collector of this lab has no function ${name}() here.${didYouMean(name, known)} It has ${known.join(', ')}`;

/** Compares as OTTL does: what is of another kind is never equal, and neither smaller nor greater. */
function compare(left: Plain, sign: string, right: Plain): boolean {
  const isSame = left === right;
  if (sign === '==') return isSame;
  if (sign === '!=') return !isSame;
  if (typeof left !== typeof right || left === null || right === null || typeof left === 'object') return false;
  const [one, other] = [left, right as typeof left];
  if (sign === '<') return one < other;
  if (sign === '>') return one > other;
  return sign === '<=' ? one <= other : one >= other;
}
