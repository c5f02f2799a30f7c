import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { random } from '../../scripts/bench/synthetic.ts';
import { editFile, run, temporaryFolder } from '../helpers/build.ts';

const next = random(20);
const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(next() * values.length)] as Value;

/** What a check says, and how it ends, with the environment of a person who checks. */
const says = async (root: string, ...words: string[]): Promise<string> => {
  const { code, output } = await run(
    process.execPath,
    ['scripts/check.ts', '--format', 'json', ...words],
    process.cwd(),
    {
      CURRICULUM_ROOT: root,
    },
  );
  return `${code}\n${output}`;
};

const filesIn = (root: string): string[] =>
  readdirSync(join(root, 'content'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(mdx|yaml|txt|mjs)$/.test(path))
    .sort();

/** Something that an author does: right, wrong, or neither. */
function edit(root: string): string {
  const files = filesIn(root);
  const path = join(root, 'content', pick(files.filter((name) => /\.(mdx|yaml)$/.test(name))));
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n');
  const at = Math.floor(next() * lines.length);
  const kinds: readonly (() => void)[] = [
    () => writeFileSync(path, `${text}\nOne mre sentence with a slip.\n`),
    () => writeFileSync(path, `${text}\n<Nobody />\n`),
    () => writeFileSync(path, lines.filter((_, index) => index !== at).join('\n')),
    () =>
      writeFileSync(
        path,
        text.replace(/[a-z]{5,}/g, (word) => (next() < 0.01 ? `${word}x` : word)),
      ),
    () => writeFileSync(path, text.replaceAll('a knot', 'a  knot')),
    () => renameSync(path, path.replace(/\.(\w+)$/, '-other.$1')),
    () => rmSync(path),
    () => writeFileSync(join(root, 'content/dictionary.txt'), `slip\nmre\nword${Math.floor(next() * 9)}\n`),
    () => writeFileSync(join(root, 'REUSE.toml'), `version = 1\n# ${next()}\n`),
  ];
  const kind = Math.floor(next() * kinds.length);
  kinds[kind]?.();
  return `${kind} ${path}:${at}`;
}

test('a check says the same whether it remembers or not, after whatever authors do', async () => {
  const folder = temporaryFolder();
  const begin = (): void => {
    rmSync(folder.path, { recursive: true, force: true });
    mkdirSync(folder.path);
    cpSync('test/fixtures/tiny', folder.path, { recursive: true });
  };
  begin();
  for (let round = 0; round < 8; round++) {
    // Now and then everything is as it was long before.
    if (round % 3 === 0) begin();
    const done = edit(folder.path);
    const [remembered, anew] = await Promise.all([says(folder.path), says(folder.path, '--no-memory')]);
    expect(remembered, `${round}: ${done}`).toBe(anew);
    expect(await says(folder.path), `again, ${round}: ${done}`).toBe(anew);
    const only = pick(filesIn(folder.path));
    const one = await says(folder.path, join(folder.path, 'content', only));
    expect(one, `${only} alone, ${round}: ${done}`).toBe(
      await says(folder.path, join(folder.path, 'content', only), '--no-memory'),
    );
    expect(one.length).toBeLessThanOrEqual(anew.length);
  }
  folder.remove();
});

test('what is kept and was changed by others, or cut short, counts as nothing', async () => {
  const folder = temporaryFolder();
  cpSync('test/fixtures/tiny', folder.path, { recursive: true });
  // YAML that only a whole parser reads, so that it is kept.
  editFile(join(folder.path, 'content/people.yaml'), (text) => text.replace(/name: (\w)(.*)/, 'name: "$1\\x20$2"'));
  const first = await says(folder.path);
  for (const kept of ['checked', 'yaml', 'diagrams', 'terms', 'words']) {
    for (const name of readdirSync(`.cache/${kept}`)) {
      const text = readFileSync(`.cache/${kept}/${name}`, 'utf8');
      writeFileSync(`.cache/${kept}/${name}`, next() < 0.5 ? text.slice(0, text.length / 2) : text.replace('"', "'"));
    }
  }
  expect(await says(folder.path)).toBe(first);
  folder.remove();
});

test('links are found, and then nothing is kept: they may lead anywhere', async () => {
  const folder = temporaryFolder();
  cpSync('test/fixtures/tiny', folder.path, { recursive: true });
  await says(folder.path);
  symlinkSync(process.execPath, join(folder.path, 'content/courses/link.txt'));
  expect(await says(folder.path)).toContain('is a link to another file');
  folder.remove();
});
