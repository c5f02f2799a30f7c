import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Badge, badgesOf } from '../../src/assembly/achievements.ts';
import { pathsOf } from '../../src/assembly/addresses.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { baked } from '../../src/badges/baked.ts';
import { credentialOf, type Learner, signCredential } from '../../src/badges/credential.ts';
import { readLearners } from '../../src/badges/learners.ts';
import { shellWord } from '../../src/cli/shell-word.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { dayOf, isDay } from '../../src/curriculum/day.ts';
import { didYouMean } from '../../src/findings/suggest.ts';
import { badgePng } from '../../src/rendering/cards/badge.ts';
import { badgeFace } from '../../src/rendering/cards/badge-face.ts';
import { cardStyle } from '../../src/rendering/cards/brand-style.ts';
import { translator } from '../../src/strings/index.ts';
import { issuerOf } from './issuer.ts';
import { privateKey } from './key-file.ts';
import { edition, needed, refuseRepository, textOf } from './places.ts';

const LIST = 'issued.csv';
const HEAD = 'id,name,email,date,badge,file';

/** The badge that is meant. @throws UserError if there is none. */
function chosen(
  whole: Edition,
  { course, module, badge }: Partial<Record<'course' | 'module' | 'badge', string>>,
): Badge {
  const { identity, courseAliases } = whole;
  const all = badgesOf(whole, pathsOf(identity), translator(identity.language));
  const wanted =
    badge ?? needed(course, 'course', 'for which course badges are signed, or --badge for one of your own');
  const present = courseAliases.get(wanted) ?? wanted;
  const id = module === undefined ? present : `${present}/${module}`;
  const found = all.find((one) => one.id === id);
  if (found) return found;
  throw new UserError(
    `There is no badge "${id}".${didYouMean(
      id,
      all.map((one) => one.id),
    )}\nDo:  use one of: ${all.map((one) => one.id).join(', ')}.`,
  );
}

function learnersOf(file: string): Learner[] {
  const read = readLearners(textOf(file, 'your learners'), dayOf());
  if ('learners' in read) return read.learners;
  throw new UserError(
    `No badge was signed: the list of learners has mistakes.\n${read.problems.map(({ line, message }) => `  ${file}:${line}  ${message}`).join('\n')}\nDo:  correct them. Each line has a name, an e-mail address and, if it is not today, a day.`,
  );
}

/** Name of the files of a learner: readable, and not the same for two of the same name. */
function fileName({ name }: Learner, id: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
    .slice(0, 60);
  return `${plain || 'badge'}-${id.replace('urn:uuid:', '').slice(0, 8)}`;
}

/** A line of CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function csvLine(cells: readonly string[]): string {
  return cells
    .map((cell) => (/^[=+\-@\t]/.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",\n;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

/** Signs a badge for each learner of a list. Nothing is written unless all of the list is right. */
export async function run(words: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...words],
    options: {
      key: text,
      issuer: text,
      name: text,
      course: text,
      module: text,
      badge: text,
      learners: text,
      expires: text,
      out: text,
    },
  });
  const key = privateKey(values.key);
  const folder = needed(values.out, 'out', 'into which folder the badges are written, outside of every repository');
  refuseRepository(folder, 'names and addresses of learners');
  const whole = edition();
  const issuer = issuerOf(whole, values);
  const badge = chosen(whole, values);
  const learners = learnersOf(
    needed(values.learners, 'learners', 'the CSV file with your learners: name, email, date'),
  );
  const { expires } = values;
  if (expires !== undefined && (!isDay(expires) || learners.some(({ date }) => date > expires)))
    throw new UserError(`--expires ${expires} is no day after those of the learners.\nDo:  write it as YYYY-MM-DD.`);
  const published = whole.badges.issuer?.keys.some(({ kid }) => kid === key.kid) ?? false;
  const image = await badgePng(badgeFace(badge, whole, translator(whole.identity.language)), cardStyle(whole));
  mkdirSync(folder, { recursive: true });
  const list = join(folder, LIST);
  const lines = new Set(existsSync(list) ? readFileSync(list, 'utf8').trimEnd().split('\n') : [HEAD]);
  for (const learner of learners) {
    const credential = await credentialOf({ issuer, achievement: badge.achievement, learner, expires }, key);
    const jwt = await signCredential(credential, issuer, key);
    const name = fileName(learner, credential.id);
    writeFileSync(join(folder, `${name}.jwt`), jwt);
    writeFileSync(join(folder, `${name}.png`), baked(image, jwt));
    lines.add(csvLine([credential.id, learner.name, learner.email, learner.date, badge.id, `${name}.jwt`]));
  }
  writeFileSync(list, `${[...lines].join('\n')}\n`, { mode: 0o600 });
  console.log(
    `Signed ${learners.length === 1 ? 'one badge' : `${learners.length} badges`} as ${issuer.name} (${issuer.address}), each as .jwt and as image that carries it, in ${folder}.\n${list} says which badge is whose: keep it, you need it to revoke one.`,
  );
  if (!published)
    console.warn(
      `The key of these badges is not published yet, so nobody can verify them.\nDo:  npm run badge -- publish --key ${shellWord(values.key ?? '')}`,
    );
}
