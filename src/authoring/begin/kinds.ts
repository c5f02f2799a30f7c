import { UserError } from '../../cli/user-error.ts';
import { didYouMean } from '../../findings/suggest.ts';
import type { Question } from '../interview.ts';
import { type Begun, type Desk, type FlagValues, flagText } from './desk.ts';
import { beginLab, beginQuiz } from './exercises.ts';
import { beginLesson } from './lesson.ts';
import { beginListedProvider } from './listed-provider.ts';
import { beginCourse, beginModule } from './module.ts';
import { beginOwnCourse, beginOwnLesson } from './provider.ts';
import { beginPerson, beginTerm } from './registry.ts';

type Needed = Pick<Question, 'flag' | 'hint'>;

/** Something that can be begun. */
export interface Kind {
  /** Names of its flags; `--dry-run` and `--yes` may always stand. */
  flags: readonly string[];
  /** The most words without a flag. */
  words: number;
  /** What nobody can propose, as far as neither flags nor words say it. */
  needed: (flags: FlagValues, words: readonly string[]) => Needed[];
  begin: (desk: Desk, words: readonly string[]) => Promise<Begun>;
}

const TITLE: Needed = { flag: 'title', hint: 'Backups that can be restored' };
const SUMMARY: Needed = { flag: 'summary', hint: 'How data finds a disk, and stays when the Pod goes.' };

/** Those of some questions that neither a flag nor a word has answered. */
function open(flags: FlagValues, questions: readonly (Needed | false)[]): Needed[] {
  return questions.filter((question): question is Needed => question !== false && flags[question.flag] === undefined);
}

/** Everything that can be begun, by its name. */
export const kinds: Readonly<Record<string, Kind>> = {
  lesson: {
    flags: [
      ...['course', 'module', 'title', 'id', 'after', 'first', 'objective', 'competency', 'author', 'prerequisite'],
      'provider',
    ],
    words: 2,
    needed: (flags, [module, id]) =>
      flags.provider !== undefined
        ? []
        : open(flags, [
            module === undefined && { flag: 'module', hint: 'running-applications' },
            id === undefined && flags.id === undefined && TITLE,
          ]),
    begin: (desk, words) => {
      const provider = flagText(desk, 'provider');
      return provider === undefined ? beginLesson(desk, words) : beginOwnLesson(desk, provider);
    },
  },
  module: {
    flags: ['course', 'title', 'id', 'summary', 'after', 'first', 'maintainer'],
    words: 2,
    needed: (flags, [course, id]) =>
      open(flags, [
        course === undefined && { flag: 'course', hint: 'introduction' },
        id === undefined && flags.id === undefined && TITLE,
        SUMMARY,
      ]),
    begin: beginModule,
  },
  course: {
    flags: ['title', 'id', 'summary', 'audience', 'exam', 'module', 'module-summary', 'maintainer', 'provider'],
    words: 1,
    needed: (flags, [id]) =>
      flags.provider !== undefined
        ? []
        : open(flags, [
            id === undefined && flags.id === undefined && TITLE,
            SUMMARY,
            { flag: 'audience', hint: 'Anybody who can use a Linux shell.' },
            { flag: 'module', hint: 'First steps' },
            { flag: 'module-summary', hint: 'What has to be there before the first program runs.' },
          ]),
    begin: (desk, words) => {
      const provider = flagText(desk, 'provider');
      return provider === undefined ? beginCourse(desk, words) : beginOwnCourse(desk, provider);
    },
  },
  quiz: {
    flags: ['lesson', 'type', 'objective', 'id'],
    words: 1,
    needed: (flags, [lesson]) => open(flags, [lesson === undefined && { flag: 'lesson', hint: 'pods' }]),
    begin: beginQuiz,
  },
  lab: {
    flags: ['lesson', 'title', 'environment', 'minutes'],
    words: 1,
    needed: (flags, [lesson]) => open(flags, [lesson === undefined && { flag: 'lesson', hint: 'pods' }, TITLE]),
    begin: beginLab,
  },
  term: {
    flags: ['id', 'term', 'definition', 'see', 'source'],
    words: 1,
    needed: (flags) =>
      open(flags, [
        { flag: 'term', hint: 'Storage class' },
        { flag: 'definition', hint: 'A kind of storage that a cluster offers, by name.' },
      ]),
    begin: beginTerm,
  },
  person: {
    flags: ['id', 'name', 'kind', 'url', 'github', 'role', 'about'],
    words: 1,
    needed: (flags) => open(flags, [{ flag: 'name', hint: 'Ada Anchor' }]),
    begin: beginPerson,
  },
  provider: {
    flags: ['id', 'name', 'url', 'about', 'as', 'country', 'language', 'title', 'source'],
    words: 1,
    needed: (flags) =>
      open(flags, [
        { flag: 'name', hint: 'Harbor School' },
        { flag: 'url', hint: 'https://harbor.example/' },
        { flag: 'about', hint: 'Teaches and runs clusters for people at the coast.' },
        { flag: 'as', hint: 'training' },
        { flag: 'country', hint: 'DE' },
        { flag: 'title', hint: 'Classes' },
      ]),
    begin: beginListedProvider,
  },
};

/** The kind that a word names. @throws UserError if flags or words do not go with it. */
export function kindNamed(name: string | undefined, words: readonly string[], flags: FlagValues): Kind {
  const kind = name === undefined ? undefined : kinds[name];
  const names = Object.keys(kinds);
  if (!kind) {
    throw new UserError(
      `${name === undefined ? 'Say what is to be begun.' : `"${name}" cannot be begun.${didYouMean(name, names)}`}\nWrite one of: ${names.map((known) => `npm run new ${known}`).join(', ')}\n"npm run new -- --help" tells what each takes.`,
    );
  }
  const foreign = Object.keys(flags).find((flag) => flags[flag] !== undefined && !isTaken(kind, flag));
  if (foreign !== undefined) {
    throw new UserError(
      `--${foreign} says nothing about a ${name}. A ${name} takes: ${kind.flags.map((flag) => `--${flag}`).join(' ')}`,
    );
  }
  if (words.length > kind.words) {
    throw new UserError(
      `"${words[kind.words]}" is one word too many. A text of several words stands in quotes: --title "Two words"`,
    );
  }
  return kind;
}

function isTaken(kind: Kind, flag: string): boolean {
  return kind.flags.includes(flag) || flag === 'yes' || flag === 'dry-run';
}
