import { AwkSyntaxError, type Expression } from './tree.ts';
import { formatted, number, text, type Value } from './values.ts';

/** A program that runs, as functions see it. */
export interface Running {
  value(of: Expression): Value;
  regex(of: Expression): RegExp;
  set(target: Expression, value: Value): void;
  variables: Map<string, Value>;
  arrays: Map<string, Map<string, Value>>;
  /** The line that is looked at. */
  line(): string;
}

/** A function of awk. @throws AwkSyntaxError for one that there is not */
export function callFunction(name: string, given: readonly Expression[], run: Running): Value {
  const textAt = (index: number): string => (given[index] ? text(run.value(given[index])) : '');
  const numberAt = (index: number): number => (given[index] ? number(run.value(given[index])) : 0);
  switch (name) {
    case 'length': {
      const [first] = given;
      if (first?.kind === 'variable' && run.arrays.has(first.name)) return run.arrays.get(first.name)?.size ?? 0;
      return first ? textAt(0).length : run.line().length;
    }
    case 'substr': {
      const start = Math.round(numberAt(1));
      const end = given[2] ? start + Math.round(numberAt(2)) : Number.POSITIVE_INFINITY;
      return textAt(0).slice(Math.max(0, start - 1), Math.max(0, end - 1));
    }
    case 'index':
      return textAt(0).indexOf(textAt(1)) + 1;
    case 'split': {
      const target = given[1];
      if (target?.kind !== 'variable') throw new AwkSyntaxError('split: second argument is not an array');
      const separator = given[2] ? (given[2].kind === 'regex' ? run.regex(given[2]) : textAt(2)) : ' ';
      const whole = textAt(0);
      const parts = separator === ' ' ? whole.trim().split(/\s+/) : whole.split(separator);
      run.arrays.set(target.name, new Map(whole === '' ? [] : parts.map((part, index) => [String(index + 1), part])));
      return whole === '' ? 0 : parts.length;
    }
    case 'sub':
    case 'gsub': {
      const target = given[2] ?? { kind: 'field', of: { kind: 'number', value: 0 } };
      let count = 0;
      const pattern = new RegExp(run.regex(given[0] as Expression).source, name === 'gsub' ? 'g' : '');
      const made = text(run.value(target)).replace(pattern, (match) => {
        count++;
        return textAt(1).replace(/\\&|&/g, (mark) => (mark === '&' ? match : '&'));
      });
      if (count > 0) run.set(target, made);
      return count;
    }
    case 'match': {
      const found = run.regex(given[1] as Expression).exec(textAt(0));
      run.variables.set('RSTART', found ? found.index + 1 : 0);
      run.variables.set('RLENGTH', found ? found[0].length : -1);
      return found ? found.index + 1 : 0;
    }
    case 'toupper':
      return textAt(0).toUpperCase();
    case 'tolower':
      return textAt(0).toLowerCase();
    case 'int':
      return Math.trunc(numberAt(0));
    case 'sqrt':
      return Math.sqrt(numberAt(0));
    case 'sprintf':
      return formatted(
        textAt(0),
        given.slice(1).map((one) => run.value(one)),
      );
    default:
      throw new AwkSyntaxError(`fatal: function \`${name}' not defined`);
  }
}
