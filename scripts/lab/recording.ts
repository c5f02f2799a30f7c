/** Recorded sessions: input files, command lines and what came back; how they are read, masked and compared. */

/** One thing that was done in a session. */
export interface Step {
  kind: 'command' | 'settled' | 'waited' | 'until' | 'quiet';
  /** The command line; empty for `settled` and `waited`. */
  command: string;
  /** How long, for `waited`. */
  seconds: number;
  /** What was printed: standard output, then standard error with `! ` before each line, then marks. */
  expected: string;
  line: number;
}

/** A recorded session. */
export interface Recording {
  name: string;
  topic: string;
  files: ReadonlyMap<string, string>;
  steps: readonly Step[];
}

const plain = (line: string): string => line.replace(/^\\/, '');

/** Reads a recording. @see the README beside the recordings */
export function readRecording(text: string): Recording {
  const files = new Map<string, string>();
  const steps: Step[] = [];
  const lines = text.split('\n');
  const header = (name: string): string => new RegExp(`^# ${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
  let at = lines.findIndex((line) => line.startsWith('=== '));
  for (let file = /^=== file (.*)$/.exec(lines[at] ?? ''); file; file = /^=== file (.*)$/.exec(lines[at] ?? '')) {
    const start = at + 1;
    for (at++; at < lines.length && !lines[at]?.startsWith('=== '); at++);
    files.set(file[1] as string, `${lines.slice(start, at).map(plain).join('\n')}\n`);
  }
  for (at++; at < lines.length; at++) {
    const line = lines[at] as string;
    const start = at;
    const take = (kind: Step['kind'], command: string, seconds = 0): void => {
      while (kind === 'command' && lines[at + 1]?.startsWith('> ')) command += `\n${(lines[++at] as string).slice(2)}`;
      const output: string[] = [];
      while (at + 1 < lines.length && !/^(\$|~) /.test(lines[at + 1] as string)) output.push(lines[++at] as string);
      while (kind !== 'command' && output.length > 0) output.pop();
      if (at + 1 >= lines.length && output.at(-1) === '') output.pop();
      steps.push({ kind, command, seconds, expected: output.join('\n'), line: start + 1 });
    };
    const waited = /^~ waited (\d+(?:\.\d+)?) s$/.exec(line);
    if (line.startsWith('$ ')) take('command', line.slice(2));
    else if (line === '~ settled') take('settled', '');
    else if (waited) take('waited', '', Number(waited[1]));
    else if (line.startsWith('~ waited until: ')) take('until', line.slice('~ waited until: '.length));
    else if (line.startsWith('~ not recorded: ')) take('quiet', line.slice('~ not recorded: '.length));
  }
  return { name: header('name'), topic: header('topic'), files, steps };
}

/** What a command has printed, in the form of recordings. */
export function transcript(output: string, errors: string, code: number): string {
  const lines: string[] = [];
  const marked = (line: string): string =>
    /^(\\|# |\$ |~ |! |\[exit |\[no newline|=== |> )/.test(line) ? `\\${line}` : line;
  if (output !== '') lines.push(...output.replace(/\n$/, '').split('\n').map(marked));
  if (errors !== '')
    lines.push(
      ...errors
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `! ${line}`),
    );
  if (code !== 0) lines.push(`[exit ${code}]`);
  if (output !== '' && !output.endsWith('\n')) lines.push('[no newline at end]');
  return lines.join('\n');
}

const SUFFIX = '[bcdfghjklmnpqrstvwxz2456789]{5}';

/** What no two runs have in common, replaced by its name: the rules of the README beside the recordings. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/[EIW]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ /g, '<LOG> '],
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?[+-]\d{4})?( UTC|Z)?/g, '<TIME>'],
  [/(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, '<TIME>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<UID>'],
  [/("?resourceVersion"?:) ?"\d+"/g, '$1 "<RV>"'],
  [/resourceVersion":"\d+"/g, 'resourceVersion":"<RV>"'],
  [/(current: |resource version: )\d+( \(\d+\))?/g, '$1<RV>'],
  [/(Resource Version: +)\d+/g, '$1<RV>'],
  [/containerd:\/\/[0-9a-f]+/g, 'containerd://<ID>'],
  [/\b0x[0-9a-f]{6,}\b/g, '<PTR>'],
  [/goroutine \d+/g, 'goroutine N'],
  [/\.1[0-9a-f]{14,15}\b/g, '.<EVENT>'],
  [/\b10\.244\.\d+\.\d+/g, '<PODIP>'],
  [/\b10\.96\.(?!0\.1\b|0\.10\b)\d+\.\d+/g, '<SERVICEIP>'],
  [/\b3[0-2]\d{3}\b/g, '<NODEPORT>'],
  [new RegExp(`-${SUFFIX}\\b`, 'g'), '-<RAND>'],
  [new RegExp(`(gen|tick)-${SUFFIX}|tick-\\d{8}`, 'g'), '$1-<RAND>'],
  [/\b(LIVE|MERGED)-\d+\//g, '$1-<N>/'],
  [/kubectl-edit-\d+/g, 'kubectl-edit-<N>'],
  [/\b(\d+d)?(\d+h)?(\d+m)?\d+(\.\d+)?(ms|s)\b|\b\d+(d|h|m)(\d+[hm])?(?=\s|$|\))/gm, '<AGE>'],
  [/\(x\d+ over <AGE>\)/g, '(xN over <AGE>)'],
  [/<AGE> \(xN over <AGE>\)/g, '<AGE>'],
  [/[A-Za-z0-9+/_-]{60,}={0,2}/g, '<BASE64>'],
  [/SHA256=[0-9a-f]{64}/g, 'SHA256=<HASH>'],
  [/ {2,}/g, '  '],
  [/[ \t]+$/gm, ''],
  [/-{4,}/g, '----'],
];

/** A text without what no two runs have in common. */
export function mask(text: string): string {
  return MASKS.reduce((masked, [pattern, name]) => masked.replace(pattern, name), text);
}

/** How two results agree: in all, but for the order of lines and the Nodes that Pods landed on, or not. */
export type Agreement = 'same' | 'order' | 'different';

/** Which of the nodes a Pod landed on, and how often `rollout status` says that it waits, depends on chance. */
function loose(text: string): string {
  return text
    .replace(/\bworker2?\b/g, 'NODE')
    .replace(/172\.18\.0\.[34]\b/g, 'NODEIP')
    .split('\n')
    .filter((line) => !/^Waiting for (deployment|\d+ pods|daemon set|partitioned roll)/.test(line))
    .map((line) => line.replace(/ {2,}/g, ' ').trim())
    .sort()
    .join('\n');
}

/** Of what `kubectl explain` says, only fields, their types and headings are facts: descriptions are prose. */
function structureOf(text: string): string {
  return text
    .split('\n')
    .filter((line) => /^[A-Z]+:|\t<|^ *enum:|^! |^\[exit/.test(line))
    .join('\n');
}

const HELP = /^(! )?(Usage|Available Commands):$|^The following options can be passed/m;

/** Of help, only usage, commands and flags are facts: what they are good for is prose. */
function helpOf(text: string): string {
  // Who names a group without a command gets its help on the standard error.
  const isOnErrors = /^! (Usage|Available Commands):$/m.test(text);
  return (isOnErrors ? text.replace(/^! (?!error:)/gm, '') : text)
    .split('\n')
    .flatMap((line) => {
      const flag = /^\s+((?:-\w, )?--[\w-]+=.*):/.exec(line)?.[1];
      const command = /^ {2}([a-z][\w-]*) {2,}\S/.exec(line)?.[1];
      const usage = /^(?:Usage:| {2}kubectl .*\[options\]|! .*|\[exit .*)$/.test(line) ? line : undefined;
      return flag ?? command ?? usage ?? [];
    })
    .join('\n');
}

/** The name service's Pods may be on any node: what drains and descriptions of nodes say of them, and of what is left there, depends on chance. */
function withoutNameService(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/\bcoredns-/.test(line))
    .map((line) => line.replace(/\(\d+ in total\)/, '(N in total)'))
    .map((line) => (/^ +(cpu|memory) {2,}\S+ \(\d+%\)/.test(line) ? line.replace(/\S+ \(\d+%\)/g, 'N') : line))
    .join('\n');
}

/** Compares what was recorded with what was printed by a command. */
export function compare(expected: string, printed: string, command = ''): Agreement {
  const isHelp = HELP.test(expected);
  const isExplained = /\bkubectl\s.*\bexplain\b/.test(command);
  const isOfNode = /\bkubectl\s(?:.*\s)?(?:drain|describe no(?:des?)?)\b/.test(command);
  const shown = isExplained
    ? structureOf
    : isHelp
      ? helpOf
      : isOfNode
        ? withoutNameService
        : (text: string): string => text;
  const [first, second] = [mask(shown(expected)), mask(shown(printed))];
  if (first === second) return 'same';
  return loose(first) === loose(second) ? 'order' : 'different';
}
