import { isLocalPath, leavesFolder } from './inside.ts';

/** A command that neither asks a cluster nor starts anything, with all flags that it may have. */
interface Allowed {
  words: readonly string[];
  /** Long flags, and short ones that take a value; everything else is refused. */
  flags?: string;
  /** Flags without which it would do more. */
  needs?: RegExp;
}

const PRINTED = '-o --output -n --namespace --template --allow-missing-template-keys --show-managed-fields';
const CHANGED = `${PRINTED} -f --filename --local --field-manager --overwrite --all --list -l --selector`;
const LOCAL = /^--local(=true)?$/;
const VALUES = '-f --values --set --set-string --set-json --namespace -n --kube-version --api-versions -a';

const OFFLINE: readonly Allowed[] = [
  { words: ['kubectl', 'kustomize'] },
  {
    words: ['kubectl', 'create'],
    flags: `${PRINTED} -f --filename --dry-run --save-config --field-manager --append-hash --type --from-literal
      --from-file --from-env-file --docker-server --docker-username --docker-password --docker-email --cert --key --image
      --replicas --port -r --tcp --clusterip --node-port --external-name --schedule --restart --verb --resource
      --resource-name --role --clusterrole --user --group --serviceaccount --hard --scopes --rule --class --annotation
      --default-backend --min-available --max-unavailable --selector --value --description --global-default
      --preemption-policy --aggregation-rule`,
    needs: /^--dry-run=client$/,
  },
  {
    words: ['kubectl', 'set'],
    flags: `${CHANGED} -c --containers --limits --requests -e --env --prefix --keys --resolve`,
    needs: LOCAL,
  },
  { words: ['kubectl', 'label'], flags: CHANGED, needs: LOCAL },
  { words: ['kubectl', 'annotate'], flags: CHANGED, needs: LOCAL },
  { words: ['kubectl', 'patch'], flags: `${CHANGED} -p --patch --patch-file --type`, needs: LOCAL },
  { words: ['kubectl', 'version'], flags: '--client -o --output', needs: /^--client(=true)?$/ },
  {
    words: ['helm', 'template'],
    flags: `${VALUES} -s --show-only --include-crds --skip-crds --skip-tests --no-hooks --is-upgrade`,
  },
  { words: ['helm', 'lint'], flags: `${VALUES} --strict --quiet --with-subcharts` },
  { words: ['helm', 'show', 'chart'] },
  { words: ['helm', 'show', 'crds'] },
  { words: ['helm', 'show', 'readme'] },
  { words: ['helm', 'show', 'values'] },
  { words: ['helm', 'version'], flags: '--short' },
  { words: ['promtool', 'check', 'config'], flags: '--syntax-only', needs: /^--syntax-only$/ },
  { words: ['promtool', 'check', 'metrics'] },
  { words: ['promtool', 'check', 'rules'] },
  { words: ['promtool', 'test', 'rules'] },
  { words: ['amtool', 'check-config'] },
  {
    words: ['amtool', 'config', 'routes', 'test'],
    flags: '--config.file --verify.receivers',
    needs: /^--config\.file=/,
  },
];

/** Programs that change text or look at files, and the flags with which they do nothing else. */
const FILTERS: ReadonlyMap<string, RegExp> = new Map([
  ['cat', /^-[AbEnsTv]+$/],
  ['head', /^(-[qv]*[cn]?\d*|--(lines|bytes)=\d+)$/],
  ['tail', /^(-[qv]*[cn]?\d*|--(lines|bytes)=\+?\d+)$/],
  [
    'grep',
    /^(-[cEFhHiLlnoqrsvwx]*[ABCem]?\d*|--(count|extended-regexp|fixed-strings|ignore-case|invert-match|line-number|only-matching|recursive|word-regexp)|--((after|before)-)?context=\d+)$/,
  ],
  ['sort', /^-([bdfghinruV]+|k[\d.,bdfgnr]*|t.?)$/],
  ['uniq', /^-([cdiu]+|[fsw]\d*)$/],
  ['wc', /^(-[cLlmw]+|--(lines|words|bytes|chars))$/],
  ['cut', /^-[bcdfs]/],
  ['tr', /^-[Ccdst]+$/],
  ['diff', /^(-[aBbciNqrsuwy]*U?\d*|--unified(=\d+)?|--recursive|--side-by-side)$/],
  ['base64', /^(-[di]+|-w\d*|--decode|--wrap=\d+)$/],
  ['sha256sum', /^-[bt]$/],
  ['echo', /^-[en]+$/],
  ['printf', /^--$/],
  ['ls', /^-[1AaFhlpRrSt]+$/],
  ['sed', /^-([Enr]+|i(\.\w+)?)$/],
]);

/** Filters whose words are no names of files. */
const READ_NO_FILES: ReadonlySet<string> = new Set(['echo', 'tr']);

const SED_ADDRESS = String.raw`(?:\d+|\$|/(?:\\.|[^/\\\n])*/)`;
const SED_SUBSTITUTION = ['/', '[|]', '#']
  .map((end) => String.raw`s${end}(?:\\.|(?!${end})[^\\\n])*${end}(?:\\.|(?!${end})[^\\\n])*${end}[gIp\d]*`)
  .join('|');
/** Scripts of sed that substitute, print and leave out lines, without loops, files and programs. */
const SED_SCRIPT = new RegExp(
  `^(?:\\s*(?:${SED_ADDRESS}(?:,${SED_ADDRESS})?)?(?:[dpq]|${SED_SUBSTITUTION})\\s*(?:;|$))+$`,
);

/** Whether the words behind a filter's name are harmless. Flags are known by their letters: none of them names a file. */
function isHarmlessFilter(program: string, flags: RegExp, words: readonly string[]): boolean {
  if (!words.every((word) => !word.startsWith('-') || word === '-' || flags.test(word))) return false;
  const plain = words.findIndex((word) => !word.startsWith('-'));
  const [script = '', ...others] = plain < 0 ? [] : words.slice(plain);
  if (program === 'sed') return SED_SCRIPT.test(script) && !others.some(leavesFolder);
  // A width would print as many spaces as it says.
  if (program === 'printf') return !/%(?![%ds])/.test(script.replaceAll('%%', ''));
  return READ_NO_FILES.has(program) || !words.some(leavesFolder);
}

/** Short flags of the commands above, and the long ones that mean the same. */
const LONG: ReadonlyMap<string, string> = new Map([
  ['-o', '--output'],
  ['-n', '--namespace'],
  ['-l', '--selector'],
  ['-c', '--containers'],
  ['-e', '--env'],
  ['-p', '--patch'],
  ['-r', '--replicas'],
  ['-s', '--show-only'],
  ['-a', '--api-versions'],
]);

/** Flags that add to what they said before. All others say something else the second time, and a reader sees only the first. */
const REPEATED: ReadonlySet<string> = new Set(
  `-f --filename --values --set --set-string --set-json --show-only --api-versions --from-literal --from-file
  --from-env-file --image --tcp --env --rule --annotation --verb --resource --resource-name --user --group
  --serviceaccount`.split(/\s+/),
);

/** Flags that take no value behind them as a word of its own: all others would take the next flag for theirs. */
const ALONE: ReadonlySet<string> = new Set(
  `--allow-missing-template-keys --show-managed-fields --local --overwrite --all --list --save-config --append-hash
  --global-default --resolve --client --include-crds --skip-crds --skip-tests --no-hooks --is-upgrade --strict --quiet
  --with-subcharts --short --syntax-only`.split(/\s+/),
);

const isFlag = (word: string): boolean => word.startsWith('-') && word !== '-';

/** The name of a flag, the long one where it has two. */
function flagName(word: string): string {
  const name = word.startsWith('--') ? word.replace(/=.*$/s, '') : word.slice(0, 2);
  return LONG.get(name) ?? name;
}

/** Whether a flag takes the next word for its value, whatever that looks like. */
function takesNext(word: string): boolean {
  if (!isFlag(word) || word.includes('=') || ALONE.has(word)) return false;
  return word.startsWith('--') || word.length === 2;
}

/** Whether words have only known flags, none of which takes another for its value, and each once unless it adds to the first. */
function hasPlainFlags(words: readonly string[], known: ReadonlySet<string>): boolean {
  const flags = words.filter(isFlag);
  const names = flags.map(flagName).filter((name) => !REPEATED.has(name));
  return (
    flags.every((word) => known.has(flagName(word)) || (!word.startsWith('--') && known.has(word.slice(0, 2)))) &&
    new Set(names).size === names.length &&
    !words.some((word, index) => isFlag(word) && takesNext(words[index - 1] ?? ''))
  );
}

/**
 * Whether a command can be run here: it needs no cluster and no network, starts nothing, reads and writes only in its
 * folder. Lessons come from strangers, so that commands and flags that are not known to be harmless are refused.
 */
export function isOffline(words: readonly string[]): boolean {
  const [program = ''] = words;
  const filter = FILTERS.get(program);
  // Other systems' versions of these print something else, and have other flags.
  if (filter) return process.platform === 'linux' && isHarmlessFilter(program, filter, words.slice(1));
  if (words.some(leavesFolder)) return false;
  return OFFLINE.some(({ words: first, flags = '', needs }) => {
    if (!first.every((word, index) => words[index] === word)) return false;
    const rest = words.slice(first.length);
    if (first[1] === 'kustomize' && !rest.every(isLocalPath)) return false;
    const known = new Set(flags.split(/\s+/));
    // What follows "--" is the command of a container, which is only written down.
    const end = first[1] === 'create' ? rest.indexOf('--') : -1;
    const own = end < 0 ? rest : rest.slice(0, end);
    return hasPlainFlags(own, known) && (!needs || own.some((word) => needs.test(word)));
  });
}

/** Whether later commands of a session mean the same without this one: it leaves no files behind. */
export function isHarmless([program = '', command]: readonly string[]): boolean {
  if (program === 'kubectl') return command !== 'config';
  return ['curl', 'kind', 'cat', 'ls', 'echo', 'docker', 'podman'].includes(program);
}

/** The words with which a command is really started. */
export function guarded([program = '', ...rest]: readonly string[]): string[] {
  return program === 'sed' ? ['sed', '--sandbox', ...rest] : [program, ...rest];
}
