import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { DataPath } from './data-path.ts';
import { type Finding, finding, type Place } from './finding.ts';
import { plainYaml } from './plain-yaml.ts';

export { type DataPath, pathName } from './data-path.ts';

/** YAML text turned into data, with the way back from data to lines. */
export interface YamlSource {
  value: unknown;
  findings: Finding[];
  /** Place of the value at a path, or of its nearest ancestor that exists. */
  place(path: DataPath): Place;
  /** Place of the key itself, for keys that should not be there. */
  keyPlace(path: DataPath, key: string): Place;
}

const REMEDIES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'Keep one of the two keys.',
  TAB_AS_INDENT: 'Indent with spaces; YAML does not allow tabs.',
  BAD_INDENT: 'Align this line with its neighbors.',
  MISSING_CHAR: 'Close the quote or bracket that is opened before this place.',
};

function yamlFinding(file: string, problem: YAMLError, firstLine: number): Finding {
  const at = problem.linePos?.[0] ?? { line: 1, col: 1 };
  const what = problem.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? problem.message;
  return finding(
    'yaml/syntax',
    file,
    { line: at.line + firstLine - 1, column: at.col },
    {
      message: `This is not valid YAML: ${what}.`,
      why: 'Nothing in the file can be used until it can be read.',
      remedy:
        REMEDIES[problem.code] ??
        'Check the indentation, and put quotes around text that contains ": " or begins with a special character.',
    },
  );
}

/** Of mistakes the first alone if a tab indents its line: all others follow from it. */
function withoutConsequences(problems: readonly YAMLError[], text: string): readonly YAMLError[] {
  const [first] = problems;
  const line = text.split('\n')[(first?.linePos?.[0].line ?? 1) - 1] ?? '';
  if (first === undefined || !/^ *\t/.test(line)) return problems;
  first.code = 'TAB_AS_INDENT';
  first.message = 'Tabs are not allowed as indentation';
  return [first];
}

/** What YAML without mistakes says, by its text, from one command to the next. What is given is nobody else's. */
export interface YamlMemory {
  read(text: string): { value: unknown } | undefined;
  keep(text: string, value: unknown): void;
}

let memory: YamlMemory | undefined;

/** Lets what was read be remembered, of texts that are not plain. */
export function rememberYaml(given: YamlMemory): void {
  memory = given;
}

/**
 * Reads YAML 1.2 and keeps the positions of everything in it.
 * @param firstLine line of the file on which `text` begins (frontmatter begins on line 2).
 */
export function readYaml(file: string, text: string, firstLine = 1): YamlSource {
  const lines = new LineCounter();
  let parsed: Document.Parsed | undefined;
  // Most texts are read without it: places are asked for where something is wrong.
  const whole = (): Document.Parsed => {
    parsed ??= parseDocument(text, { lineCounter: lines, prettyErrors: true });
    return parsed;
  };
  const at = (offset: number | undefined): Place => {
    const position = lines.linePos(offset ?? 0);
    return { line: position.line + firstLine - 1, column: position.col };
  };
  const nodeAt = (path: DataPath): unknown => whole().getIn(path as unknown[], true);
  /** What a parser of all of YAML says of the text. */
  const judged = (): Pick<YamlSource, 'value' | 'findings'> => {
    const document = whole();
    const findings = withoutConsequences(document.errors, text).map((problem) => yamlFinding(file, problem, firstLine));
    visit(document, {
      Pair(_, { key }) {
        if (!isCollection(key)) return;
        findings.push(
          finding('yaml/syntax', file, at(key.range?.[0]), {
            message: 'This is not valid here: the name of an entry is a list or a map.',
            why: 'Nothing in the file can be used: entries are found by names that are text.',
            remedy: 'Put the name in quotes if brackets belong to it, such as "[a]".',
          }),
        );
      },
      Alias(_, node) {
        findings.push(
          finding('yaml/syntax', file, at(node.range?.[0]), {
            message: `This is not valid YAML: "*${node.source}" would repeat something that was named before.`,
            why: 'Nothing in the file can be used until it can be read.',
            remedy: 'Put the text in quotes if the asterisk belongs to it; write out what should be repeated.',
          }),
        );
      },
    });
    if (findings.length > 0) return { value: undefined, findings };
    const value: unknown = document.toJS();
    memory?.keep(text, value);
    return { value, findings };
  };
  /** What it said of the same text before. */
  const remembered = (): Pick<YamlSource, 'value' | 'findings'> | undefined => {
    const known = memory?.read(text);
    return known && { value: known.value, findings: [] };
  };
  const { value, findings } = plainYaml(text) ?? remembered() ?? judged();

  return {
    value,
    findings,
    place(path) {
      for (let length = path.length; length > 0; length--) {
        const node = nodeAt(path.slice(0, length));
        if (isNode(node) && node.range) return at(node.range[0]);
      }
      return { line: firstLine, column: 1 };
    },
    keyPlace(path, key) {
      const parent = path.length === 0 ? whole().contents : nodeAt(path);
      if (isMap(parent)) {
        const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
        if (isNode(pair?.key) && pair.key.range) return at(pair.key.range[0]);
      }
      return this.place(path);
    },
  };
}
