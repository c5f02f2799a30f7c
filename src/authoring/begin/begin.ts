/** In this room: beginning a lesson, the panel of findings, and what editors and forges read. */

import { parseArgs } from 'node:util';
import type { Fork } from '../../fork/layers.ts';
import { type Conversation, Interview } from '../interview.ts';
import { type Begun, deskOf, missing } from './desk.ts';
import { kindNamed } from './kinds.ts';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const yes = { type: 'boolean' } as const;
const OPTIONS = {
  about: text,
  after: text,
  as: texts,
  audience: text,
  author: texts,
  competency: texts,
  country: texts,
  course: text,
  definition: text,
  environment: text,
  exam: texts,
  first: yes,
  github: text,
  id: text,
  kind: text,
  language: texts,
  lesson: text,
  maintainer: texts,
  minutes: text,
  module: text,
  'module-summary': text,
  name: text,
  objective: texts,
  prerequisite: texts,
  provider: text,
  role: texts,
  see: texts,
  source: text,
  summary: text,
  term: text,
  title: text,
  type: text,
  url: text,
  'dry-run': yes,
  yes,
} as const;

/**
 * Begins what the words of a command say, and gives the files that are to be written.
 * @param words those of the command line, flags included. @throws UserError if they will not do.
 */
export async function begin(
  readFork: () => Fork,
  words: readonly string[],
  conversation: Conversation,
): Promise<Begun & { fork: Fork; dryRun: boolean }> {
  const args = words.map((word, index) =>
    // Without a value it asks for a proposal.
    word === '--provider' && (words[index + 1] ?? '-').startsWith('-') ? '--provider=' : word,
  );
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  const [name, ...rest] = positionals;
  const kind = kindNamed(name, rest, values);
  const needed = kind.needed(values, rest);
  const short = values.provider !== undefined || (name === 'lesson' && rest.length === kind.words);
  const silent = values.yes === true || short;
  if (silent && needed.length > 0) throw missing(needed);
  const fork = readFork();
  // Elsewhere than on a terminal nobody may be there, so nothing is asked that has a proposal, unless something else is.
  const asks = !silent && (conversation.input.isTTY === true || needed.length > 0);
  const interview = asks ? new Interview(conversation, needed) : undefined;
  try {
    const begun = await kind.begin(deskOf(fork, values, interview), rest);
    return { ...begun, fork, dryRun: values['dry-run'] === true };
  } finally {
    interview?.close();
  }
}
