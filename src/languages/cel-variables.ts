import { closest } from '../findings/suggest.ts';
import { type CodeProblem, problemAt } from './problem.ts';

/** Words that CEL has itself: literals, types, and the names before functions of its libraries. */
const OWN: ReadonlySet<string> = new Set(
  'true false null in int uint double bool string bytes list map null_type type dyn google optional sets math base64 strings cel lists regex timestamp duration ip cidr url quantity semver format Object JSONPatch'.split(
    ' ',
  ),
);

/** Names that a comprehension or a binding gives, such as x in `list.all(x, x > 1)`. */
function boundNames(text: string): string[] {
  const names = [
    ...text.matchAll(
      /\.(?:all|exists|exists_one|existsOne|map|filter|transformList|transformMap|transformMapEntry|bind|optMap|optFlatMap)\s*\(\s*([A-Za-z_]\w*)\s*,(?:\s*([A-Za-z_]\w*)\s*,)?/g,
    ),
  ];
  return names.flatMap(([, one, two]) => [one, two].filter((name) => name !== undefined));
}

/** The expression with its strings and comments blank, every other character in its place. */
function withoutStrings(text: string): string {
  return text.replace(
    /[rRbB]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\/\/[^\n]*/g,
    (found) => ' '.repeat(found.length),
  );
}

/** Names in an expression that nothing gives: there are only those that are `known`. Of messages, `Object{…}`, nothing is said. */
export function unknownVariables(expression: string, known: readonly string[]): CodeProblem[] {
  const text = withoutStrings(expression);
  if (/[\w.]\s*\{/.test(text) || text.includes('`')) return [];
  const bound = new Set(boundNames(text));
  const unknown = [...text.matchAll(/(?<![\w.])([A-Za-z_]\w*)(?!\w)(?!\s*\()/g)].filter(
    // The value behind "?." and "." is a field, whatever stands between.
    (match) =>
      !OWN.has(match[1] ?? '') &&
      !bound.has(match[1] ?? '') &&
      !known.includes(match[1] ?? '') &&
      !/\.\s*\??\s*$/.test(text.slice(0, match.index)),
  );
  const seen = new Set<string>();
  return unknown.flatMap((match) => {
    const name = match[1] ?? '';
    if (seen.has(name)) return [];
    seen.add(name);
    const meant = closest(name, known) ?? known.find((other) => other.startsWith(name) || name.startsWith(other));
    const suggestion = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    return [
      problemAt(
        expression,
        match.index,
        `CEL knows no "${name}" here.${suggestion}`,
        `Use one of: ${known.join(', ')}.`,
      ),
    ];
  });
}
