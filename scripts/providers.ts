/**
 * `npm run providers`: who is listed, and what each meets. `--date YYYY-MM-DD` says on which day, today unless it is given; `--json` gives all of it as data.
 *
 *   npm run providers -- show <id>                 what a provider has shown, proof by proof
 *   npm run providers -- expiring                  what expires soon
 *   npm run providers -- verify <id> --by <maintainer> [--proof <digest> …]
 *                                                  signs for proofs that you have looked at; for all of them unless some are named
 *   npm run providers -- hash [--key <key>]        reads the id of a certificate from standard input, and prints its hash for the entry, and the key
 */
import { parseArgs } from 'node:util';
import { chosenDay } from '../src/assembly/directory/chosen-day.ts';
import { expiringJson } from '../src/assembly/directory/feeds.ts';
import { directoryWords } from '../src/assembly/directory/words.ts';
import type { Edition } from '../src/assembly/edition.ts';
import { loadCurriculum } from '../src/assembly/load.ts';
import { signedFile } from '../src/authoring/verify-provider.ts';
import { runCommand, writeFiles } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { publishedPaths } from '../src/curriculum/addresses.ts';
import { dayOf } from '../src/curriculum/day.ts';
import { certificateHash, isHashKey, newHashKey } from '../src/curriculum/programme/certificate-hash.ts';
import { expiringWithin } from '../src/curriculum/programme/expiring.ts';
import { judgeDirectory } from '../src/curriculum/programme/read.ts';
import type { JudgedProvider } from '../src/curriculum/programme/state.ts';
import { didYouMean } from '../src/findings/suggest.ts';

interface Options {
  day: string;
  json: boolean;
}

function loaded(): Edition & { directory: NonNullable<Edition['directory']> } {
  const { curriculum } = loadCurriculum(curriculumRoot());
  if (!curriculum) throw new UserError('The curriculum has errors.\nDo:  npm run check says which.');
  const { directory } = curriculum;
  if (!directory)
    throw new UserError(
      'There is no directory of providers: content/programme.yaml, which says what they have to show, is missing or has errors.',
    );
  return { ...curriculum, directory };
}

function printProvider(
  { provider, kinds, requirements }: JudgedProvider,
  words: ReturnType<typeof directoryWords>,
): void {
  console.log(`\n${provider.id}: ${provider.name}`);
  for (const of of kinds) console.log(`  ${words.kind(of.kind)}: ${words.verdict(of)}`);
  for (const one of requirements)
    console.log(`  ${one.requirement.id}: ${words.state(one)} (${one.counted} of ${one.requirement.minimum})`);
}

function list(judged: readonly JudgedProvider[], edition: Edition, { json }: Options): void {
  if (json) {
    console.log(JSON.stringify(judged, null, 2));
    return;
  }
  if (judged.length === 0) console.log('Nobody is listed yet. npm run new provider begins an entry.');
  for (const one of judged) printProvider(one, directoryWords(edition));
}

function found<T extends { id: string }>(providers: readonly T[], id: string | undefined): T {
  const ids = providers.map((one) => one.id);
  const provider = providers.find((one) => one.id === id);
  if (provider) return provider;
  throw new UserError(
    `${id === undefined ? 'Say which provider.' : `There is no provider "${id}".${didYouMean(id, ids)}`}\nDo:  ${ids.length > 0 ? `name one of: ${ids.join(', ')}` : 'nobody is listed yet; npm run new provider begins an entry.'}`,
  );
}

function show(id: string | undefined, judged: readonly JudgedProvider[], edition: Edition): void {
  const words = directoryWords(edition);
  const one = found(
    judged.map((of) => ({ ...of, id: of.provider.id })),
    id,
  );
  printProvider(one, words);
  for (const { requirement, proofs } of one.requirements) {
    console.log(`\n${requirement.title}`);
    for (const { proof, state } of proofs)
      console.log(
        `  ${proof.digest}  ${words.proof(proof)}: ${words.proofState(state)}${proof.url ? `\n                    ${proof.url}` : ''}`,
      );
  }
}

function verify(id: string | undefined, by: string | undefined, proofs: string[] | undefined, day: string): void {
  const { directory, people } = loaded();
  const provider = found(directory.providers, id);
  const maintainers = [...people.values()]
    .filter(({ roles }) => roles.includes('maintainer'))
    .map((person) => person.id);
  if (by === undefined || !maintainers.includes(by))
    throw new UserError(
      `${by === undefined ? 'Say who has looked at the proofs.' : `"${by}" is no maintainer.${didYouMean(by, maintainers)}`}\nDo:  --by with one of: ${maintainers.join(', ')}`,
    );
  const { path, text, signed, unknown } = signedFile(directory, provider, { proofs, on: day, by });
  if (unknown.length > 0)
    throw new UserError(
      `"${provider.id}" has no proof ${unknown.join(', ')}.\nDo:  npm run providers -- show ${provider.id} lists them.`,
    );
  writeFiles(curriculumRoot(), new Map([[path, text]]), { dryRun: false });
  console.log(
    `${signed.length} ${signed.length === 1 ? 'proof' : 'proofs'} signed. Commit the file; the pull request shows who says what.`,
  );
}

async function hash(key: string | undefined): Promise<void> {
  if (key !== undefined && !isHashKey(key))
    throw new UserError('The key is no key that this command has printed: 64 hexadecimal digits.');
  const used = key ?? newHashKey();
  let text = '';
  // What stands on a command line is kept by shells, and seen by everybody on the machine.
  if (process.stdin.isTTY) console.error('Id of the certificate, such as LF-abc123def4 (Enter, then Ctrl-D):');
  for await (const part of process.stdin) text += String(part);
  if (text.trim() === '')
    throw new UserError('Nothing was read.\nDo:  type the id of the certificate, then Enter and Ctrl-D.');
  console.log(`id_hash: "${certificateHash(text, used)}"`);
  if (key === undefined)
    console.log(
      `# Keep the key, and publish it nowhere. Whoever verifies the certificate asks you for it, and for the id.\n# key: ${used}`,
    );
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      date: { type: 'string' },
      json: { type: 'boolean', default: false },
      by: { type: 'string' },
      proof: { type: 'string', multiple: true },
      key: { type: 'string' },
    },
  });
  const [what, id] = positionals;
  const options = { day: chosenDay(values.date) ?? dayOf(), json: values.json };
  if (what === 'hash') return hash(values.key);
  if (what === 'verify') return verify(id, values.by, values.proof, options.day);
  const edition = loaded();
  const judged = judgeDirectory(edition.directory, options.day);
  if (what === undefined) return list(judged, edition, options);
  if (what === 'show') return show(id, judged, edition);
  if (what !== 'expiring')
    throw new UserError(
      `"${what}" is nothing that this command does.${didYouMean(what, ['show', 'expiring', 'verify', 'hash'])} npm run providers -- --help lists what it does.`,
    );
  const days = edition.directory.programme.notice_days;
  const soon = expiringWithin(judged, options.day, days);
  const words = directoryWords(edition);
  const feeding = {
    identity: edition.identity,
    paths: publishedPaths(edition.identity),
    words,
    day: options.day,
    days,
  };
  if (options.json) console.log(JSON.stringify(expiringJson(soon, feeding), null, 2));
  else if (soon.length === 0) console.log(`Nothing expires within ${days} days of ${options.day}.`);
  for (const one of options.json ? [] : soon)
    console.log(`${one.on}  ${words.expiring(one)}${one.breaks ? ' (not met from then on)' : ''}`);
});
