import { describe, expect, test } from 'vitest';
import { assemble, paths, withChange, withFile } from '../helpers/fixture.ts';
import { BRAND, forkFiles } from '../helpers/layer.ts';

const POD = 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: web, image: ghcr.io/harbor/web:1.0}]}\n';
const folder = paths.bowline.replace('/lesson.mdx', '');
const named = withChange(
  paths.bowline,
  (text) => `${text}\nRun \`ghcr.io/harbor/web:1.0\`, not xghcr.io/harbor/web.\n`,
);
const original = withFile(
  `${folder}/files/pod.yaml`,
  POD,
  withChange(paths.identity, (text) => `${text}images: ghcr.io/harbor\n`, named),
);

/** A fork whose brand says so much more. */
const fork = (brand: string) => forkFiles({ 'provider/brand.yaml': BRAND + brand }, original);
const bowline = (files: ReadonlyMap<string, string>, ownImages: boolean) => {
  const lesson = assemble(files, { ownImages }).lessons.get('tie-a-bowline');
  if (!lesson) throw new Error('There is no lesson.');
  return lesson;
};

describe('images of a publisher of its own', () => {
  const own = fork('images: registry.example.net/school\n');

  test('are named in text and files, and nothing that only begins like them', () => {
    const { body, files } = bowline(own, true);
    expect(body).toContain('Run `registry.example.net/school/web:1.0`, not xghcr.io/harbor/web.');
    expect(files.get('pod.yaml')?.text).toContain('image: registry.example.net/school/web:1.0');
  });

  test('are those of the curriculum below, where a brand names none', () => {
    expect(bowline(fork(''), true).body).toContain('Run `ghcr.io/harbor/web:1.0`');
    expect(bowline(original, true).body).toContain('Run `ghcr.io/harbor/web:1.0`');
  });

  test('change nothing of what is compared: lessons stay as they are written, and are unmodified', () => {
    expect(bowline(own, false).body).toContain('Run `ghcr.io/harbor/web:1.0`');
    const state = (ownImages: boolean) => assemble(own, { ownImages }).provenance.get('tie-a-bowline')?.state;
    expect(state(true)).toBe(state(false));
  });
});
