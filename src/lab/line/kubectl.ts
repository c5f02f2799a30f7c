import type { Flag } from '../kubectl/cobra/flags.ts';
import { commandEntry, subcommands } from '../kubectl/cobra/tree.ts';
import type { Offer } from './candidates.ts';
import { argumentOffers } from './kubectl-arguments.ts';
import { KubectlLine, type KubectlWorld, type Offers } from './kubectl-line.ts';
import { flagValues } from './kubectl-values.ts';

/** Flags of a command that begin with what is typed; those that were given and count once are left out. */
function flagOffers({ flags, path, given }: KubectlLine, typed: string): Offer[] {
  const all = flags.all().filter(({ name, kind }) => !given.has(name) || kind === 'a' || kind === 'l');
  const help: Flag = { name: 'help', shorthand: 'h', kind: 'b', initial: 'false', alone: 'true' };
  const offers = [...all, ...(path === 'options' ? [] : [help])]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      ({ name, shorthand }): Offer => ({
        text: `--${name}`,
        what: 'flag',
        ...(shorthand === '' ? {} : { detail: `-${shorthand}` }),
      }),
    );
  const letter = /^-\w$/.test(typed) && flags.byLetter(typed[1] as string);
  if (letter) return [{ text: typed, what: 'flag', detail: `--${letter.name}` }];
  return offers.filter(({ text }) => text.startsWith(typed));
}

/** Flags without which a command does nothing; they are offered before they are begun (`MarkFlagRequired` of the commands). */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  autoscale: ['max'],
  'create clusterrolebinding': ['clusterrole'],
  'create cronjob': ['image', 'schedule'],
  'create deployment': ['image'],
  'create service externalname': ['external-name'],
  run: ['image'],
  scale: ['replicas'],
};

/** What completes a word of a kubectl command, as kubectl's own completion does. @param before the words between `kubectl` and the word */
export function kubectlOffers(before: readonly string[], typed: string, world: KubectlWorld): Offers {
  if (before[0] === 'help') return commands(before.slice(1).join(' '), typed);
  const line = new KubectlLine(before, world);
  if (line.isPassedOn) return 'none';
  if (line.waiting) return flagValues(line, line.waiting.name, typed);
  const [, flagName, value] = /^--([\w-]+)=(.*)$/s.exec(typed) ?? [];
  if (flagName !== undefined) return prefixed(flagValues(line, flagName, value ?? ''), `--${flagName}=`);
  if (typed.startsWith('-')) return flagOffers(line, typed);
  if (line.words.length === 0 && subcommands(line.path).length > 0) {
    const offers = commands(line.path, typed);
    // `kubectl apply` has commands below it, and does something by itself.
    if (offers.length > 0 || !commandEntry(line.path)?.flags || line.path === '') return offers;
  }
  const offers = argumentOffers(line, typed);
  const required = (REQUIRED[line.path] ?? []).filter((name) => !line.given.has(name));
  if (typed !== '' || required.length === 0 || (offers !== 'none' && !Array.isArray(offers))) return offers;
  const flags = required.map((name): Offer => ({ text: `--${name}`, what: 'flag' }));
  return [...flags, ...(offers === 'none' ? [] : (offers as readonly Offer[]))];
}

function commands(path: string, typed: string): Offer[] {
  const names = path === '' ? [...subcommands(''), 'help'].sort() : [...subcommands(path)].sort();
  return names
    .filter((name) => name.startsWith(typed))
    .map((text): Offer => {
      const { aliases } = commandEntry(`${path} ${text}`.trim()) ?? {};
      return { text, what: 'command', ...(aliases ? { detail: aliases } : {}) };
    });
}

function prefixed(offers: Offers, prefix: string): Offers {
  if (!Array.isArray(offers)) return offers;
  return (offers as readonly Offer[]).map((offer) => ({ ...offer, text: prefix + offer.text }));
}
