import type { z } from 'zod';
import { UserError } from '../../cli/user-error.ts';
import { idFrom } from '../../curriculum/id-from.ts';
import { Reader } from '../../curriculum/reader.ts';
import { urlSchema } from '../../curriculum/schema/common.ts';
import { glossarySchema, peopleSchema } from '../../curriculum/schema/registry.ts';
import { didYouMean } from '../../findings/suggest.ts';
import { layerGlossarySchema } from '../../provider/layers/patch/schema.ts';
import { answer, answers, type Begun, chosenId, type Desk, textProblem } from './desk.ts';
import { idProblem } from './ids.ts';
import { few, registryFile } from './questions.ts';
import { withEntry, yamlText } from './yaml-list.ts';

/** Longest definition of a term, in characters; the schema has the same number. */
const LONGEST_DEFINITION = 300;
const ROLES = ['author', 'reviewer', 'maintainer'] as const;

interface Entry {
  id: string;
}

/** Where a new entry stands: at its place if the others are sorted by id, else at the end. */
function placeOf(entries: readonly Entry[], id: string): number {
  const sorted = entries.every((entry, index) => index === 0 || (entries[index - 1]?.id ?? '') < entry.id);
  const later = entries.findIndex((entry) => entry.id > id);
  return sorted && later >= 0 ? later : entries.length;
}

/** The text of a registry with one entry more. @param entries those of the file, in its order. */
function withRegistered(text: string | undefined, key: string, entries: readonly Entry[], entry: Entry): string {
  return text === undefined ? yamlText({ [key]: [entry] }) : withEntry(text, key, entry, placeOf(entries, entry.id));
}

/** The entries of a file that people or terms are kept in, in its order. @throws UserError if it cannot be read. */
function entriesIn<Schema extends z.ZodType>(desk: Desk, path: string, schema: Schema): z.infer<Schema> | undefined {
  const reader = new Reader(desk.fork.files);
  const data = reader.yaml(path, schema, 'optional');
  if (reader.unread.has(path))
    throw new UserError(`${path} cannot be read. "npm run check" says why; mend that first.`);
  return data;
}

/** What is wrong with an address; none is as good as a right one. */
export function urlProblem(url: string): string | undefined {
  if (url === '' || urlSchema.safeParse(url).success) return undefined;
  return `"${url}" is not an address. Write it whole, such as https://kubernetes.io/docs/`;
}

/** Keys that have a value: those that were left out are not written. */
function withoutEmpty(entry: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0)),
  );
}

/** The id of a new entry, by its name unless something else is said. @param word the id, where it was given without a flag. */
export function entryId(
  desk: Desk,
  word: string | undefined,
  { name, what, known }: { name: string; what: string; known: ReadonlyMap<string, unknown> },
): Promise<string> {
  const said = word === undefined ? desk : { ...desk, flags: { ...desk.flags, id: word } };
  return chosenId(said, {
    flag: 'id',
    ask: 'Id, which never changes',
    hint: 'storage-class',
    proposal: idFrom(name),
    problem: (id) => (known.has(id) ? `There is ${what} "${id}" already. Choose another id.` : idProblem(id)),
  });
}

/** Adds a term to the glossary, at its place. @param words its id, where it was given without a flag. */
export async function beginTerm(desk: Desk, [word]: readonly string[]): Promise<Begun> {
  const { terms } = desk.curriculum;
  const term = await answer(desk, {
    flag: 'term',
    ask: 'Term, as it is written',
    hint: 'Storage class',
    problem: textProblem(80),
  });
  const id = await entryId(desk, word, { name: term, what: 'a term', known: terms });
  const definition = await answer(desk, {
    flag: 'definition',
    ask: 'Definition, in one or two plain sentences',
    hint: 'A kind of storage that a cluster offers, by name.',
    problem: (text) =>
      /[`*]|\]\(/.test(text)
        ? 'Definitions are plain text, without Markdown: they are shown in tooltips, too.'
        : textProblem(LONGEST_DEFINITION)(text),
  });
  const see = await answers(desk, {
    flag: 'see',
    ask: 'Related terms, by id',
    hint: [...terms.keys()][0] ?? 'pod',
    proposals: [],
    choices: few([...terms.values()].map((other) => ({ value: other.id, label: other.term }))),
    problem: (other) =>
      terms.has(other) ? undefined : `There is no term "${other}".${didYouMean(other, terms.keys())}`,
  });
  const source = await answer(desk, {
    flag: 'source',
    ask: 'Primary source, as an address',
    hint: 'https://kubernetes.io/docs/concepts/storage/storage-classes/',
    proposal: '',
    proposalText: 'none',
    problem: urlProblem,
  });
  const path = registryFile(desk.fork, 'glossary.yaml');
  const text = desk.fork.files.get(path);
  const known = entriesIn(desk, path, desk.fork.depth > 0 ? layerGlossarySchema : glossarySchema)?.terms ?? [];
  const entry = { id, ...withoutEmpty({ term, definition, see, source }) };
  return {
    files: new Map([[path, withRegistered(text, 'terms', known, entry)]]),
    next: [
      `Link it where a lesson uses it first: <Term id="${id}">${term}</Term>`,
      `Add it to "terms" in the frontmatter of the lesson that introduces it: terms: [${id}]`,
      `npm run check -- ${path}`,
    ],
  };
}

/** Adds somebody who is credited. @param words their id, where it was given without a flag. */
export async function beginPerson(desk: Desk, [word]: readonly string[]): Promise<Begun> {
  const { people } = desk.curriculum;
  const optional = (
    flag: string,
    ask: string,
    hint: string,
    problem?: (text: string) => string | undefined,
  ): Promise<string> =>
    answer(desk, { flag, ask, hint, proposal: '', proposalText: 'none', ...(problem ? { problem } : {}) });
  const name = await answer(desk, {
    flag: 'name',
    ask: 'Name, as it is shown in credits',
    hint: 'Ada Anchor',
    problem: textProblem(120),
  });
  const id = await entryId(desk, word, { name, what: 'somebody with the id', known: people });
  const kind = await answer(desk, {
    flag: 'kind',
    ask: 'What they are',
    hint: 'person',
    proposal: 'person',
    choices: [
      { value: 'person', label: '' },
      { value: 'group', label: 'that signs together' },
    ],
  });
  const url = await optional('url', 'Home page', 'https://people.example/ada', urlProblem);
  const github = await optional('github', 'Account at the forge, for review requests', 'ada', accountProblem);
  const roles = await answers(desk, {
    flag: 'role',
    ask: 'What they do',
    hint: 'author',
    proposals: ['author'],
    needed: true,
    choices: ROLES.map((value) => ({ value, label: '' })),
    problem: (role) =>
      ROLES.some((known) => known === role)
        ? undefined
        : `"${role}" is none of: ${ROLES.join(', ')}.${didYouMean(role, ROLES)}`,
  });
  const about = await optional('about', 'One sentence about them', 'Has tied more knots than she has untied.');
  const path = registryFile(desk.fork, 'people.yaml');
  const text = desk.fork.files.get(path);
  const entry = {
    id,
    ...withoutEmpty({ name, kind, url, github, roles, about }),
  };
  return {
    files: new Map([[path, withRegistered(text, 'people', entriesIn(desk, path, peopleSchema)?.people ?? [], entry)]]),
    next: [
      `Sign with it in the frontmatter of a lesson: authors: [${id}]`,
      ...(roles.includes('maintainer')
        ? [`Add "${id}" to "maintainers" in a module.yaml; npm run schemas then writes .github/CODEOWNERS`]
        : []),
      `npm run check -- ${path}`,
    ],
  };
}

/** An account of a forge, or a team of an organization. */
function accountProblem(account: string): string | undefined {
  if (account === '' || /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\/[\w.-]+)?$/.test(account)) return undefined;
  return `"${account}" is not the name of an account. Write it without @ and without the address, such as ada; a team as organization/team.`;
}
