import type { CommandProblem } from '../command-problem.ts';
import { KUBECTL_RULES } from './kubectl.ts';
import { resourceNames, resourceWords } from './kubectl-checks.ts';
import { hasFlag, type Invocation } from './parse.ts';
import { type ArgumentProblem, type ArgumentRule, OTHER_RULES } from './rules.ts';
import { valueProblems } from './values.ts';

/** Aliases of commands, by the word that rules have. */
const ALIASES: Readonly<Record<string, string>> = {
  cm: 'configmap',
  deploy: 'deployment',
  ns: 'namespace',
  sa: 'serviceaccount',
  cj: 'cronjob',
  ing: 'ingress',
  pdb: 'poddisruptionbudget',
  svc: 'service',
  resourcequota: 'quota',
  delete: 'delete',
  del: 'uninstall',
  un: 'uninstall',
};

function ruleOf({ program, command }: Invocation): ArgumentRule | undefined {
  const rules = program === 'kubectl' ? KUBECTL_RULES : OTHER_RULES[program];
  if (!rules) return undefined;
  if (Object.hasOwn(rules, command)) return rules[command];
  const plain = command
    .split(' ')
    .map((word, index) => (index > 0 || program === 'helm' ? (ALIASES[word] ?? word) : word))
    .join(' ');
  return Object.hasOwn(rules, plain) ? rules[plain] : undefined;
}

/** Whether a command leaves its arguments to the reader, so that they cannot be counted. */
const isOpen = (words: readonly string[]): boolean =>
  words.some((word) => /^(?:\[.*|…|\.\.\.|.*\$\(…\).*|.*\$[@*{]?.*)$/.test(word));

function countProblem(invocation: Invocation, { count, instead = [] }: ArgumentRule): ArgumentProblem | undefined {
  const { plain, behind, command, program } = invocation;
  if (!count || hasFlag(invocation, '--help', '-h')) return undefined;
  const [least, most, form] = count;
  const open = isOpen([...plain, ...(behind ?? [])]);
  const given = plain.length + (command === 'exec' ? 0 : (behind?.length ?? 0));
  if (plain.length < least && given < least && !open && !hasFlag(invocation, ...instead)) {
    return { message: `${program} ${command} lacks an argument.`, remedy: `Write ${form}.` };
  }
  // What readers put in may be several words: <map-name> <data-source>.
  if (plain.length > most && !open && !/^<.*>$|^\[\[.*\]\]$/.test(plain[most] ?? '') && plain[most]?.trim() !== '') {
    return { message: `${program} ${command} takes no argument "${plain[most]}".`, remedy: `Write ${form}.` };
  }
  return undefined;
}

function neededProblems(invocation: Invocation, { needs = [] }: ArgumentRule): ArgumentProblem[] {
  if (
    hasFlag(invocation, '--help', '-h') ||
    isOpen(invocation.plain) ||
    invocation.plain.some((word) => /^[[<].*(?:flags|options)/i.test(word))
  )
    return [];
  return needs.flatMap(([flags, form]) =>
    hasFlag(invocation, ...flags)
      ? []
      : [
          {
            message: `${invocation.program} ${invocation.command} lacks ${flags.slice(0, 2).join(' or ')}.`,
            remedy: `Add ${form}.`,
          },
        ],
  );
}

/** What is wrong with the arguments of a command and the values of its flags. @param known custom resources of the lesson. */
export function argumentProblems(
  invocation: Invocation,
  known: ReadonlySet<string>,
  quotesLost: boolean,
): CommandProblem[] {
  const rule = ruleOf(invocation) ?? {};
  const isKubectl = invocation.program === 'kubectl';
  const values = isKubectl ? valueProblems(invocation, quotesLost) : [];
  const names = isKubectl ? resourceNames(resourceWords(invocation), known) : [];
  const count = countProblem(invocation, rule);
  // What lacks an argument is not judged further.
  const rest = count ? [] : [...neededProblems(invocation, rule), ...(rule.check?.(invocation) ?? [])];
  const withRule = (list: readonly (ArgumentProblem | undefined)[], name: CommandProblem['rule']): CommandProblem[] =>
    list.flatMap((one) => (one ? [{ rule: name, ...one }] : []));
  return [...withRule(names, 'argument'), ...withRule([count, ...rest], 'argument'), ...withRule(values, 'flag-value')];
}
