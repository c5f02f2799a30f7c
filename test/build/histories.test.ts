import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { random } from '../../scripts/bench/synthetic.ts';
import { ICON_FOLDER, makeIcons } from '../../src/provider/brand/icons.ts';
import { build, copyProject, temporaryFolder } from '../helpers/build.ts';
import { ContentRepository } from '../helpers/content-repository.ts';
import { History } from '../helpers/history.ts';
import { textOfHtml } from '../helpers/html.ts';
import { LOGO } from '../helpers/layer.ts';
import { isLong } from '../helpers/long.ts';
import { truthOf } from '../helpers/truth.ts';

/** What the built site of a fork says after a random life: every page of a lesson is compared with what git alone tells. */
const LIVES = isLong ? 20 : 1;
const STEPS = 8;
const folder = temporaryFolder();
afterAll(folder.remove);
const project = join(folder.path, 'project');
beforeAll(() => copyProject(project));

/** Text of a part of the colophon of a page. */
function partOf(html: string, part: string): string {
  const [, text = ''] = new RegExp(`data-attribution="?${part}"?[^>]*>([\\s\\S]*?)</(?:dd|span)>`).exec(html) ?? [];
  return textOfHtml(text).replace(/\s+/g, ' ').trim();
}

/** The JSON-LD of a page that is of some type. */
function jsonLdOf(html: string): string {
  return [...html.matchAll(/<script type="?application\/ld\+json"?>([\s\S]*?)<\/script>/g)]
    .map(([, json]) => json)
    .join();
}

describe.each(Array.from({ length: LIVES }, (_, index) => index + 1))(
  'the site after the life with seed %i',
  (seed) => {
    test('says of each lesson what git says', async () => {
      const path = join(folder.path, String(seed));
      const upstream = ContentRepository.original(join(path, 'upstream'));
      const fork = upstream.clone(join(path, 'fork'));
      fork.rebrand();
      for (const [name, bytes] of await makeIcons({ path: 'logo.svg', bytes: Buffer.from(LOGO) }, '#ffffff'))
        fork.write(join('provider', ICON_FOLDER, name), bytes);
      fork.commit('Publish as ourselves');
      const history = new History(upstream, fork, random(1000 + seed));
      const life = Array.from({ length: STEPS }, () => history.step()).join(', ');
      const dist = join(path, 'dist');
      const environment = { CHROME_PATH: join(path, 'no-browser') };
      const { code, output } = await build({
        content: fork.path,
        dist,
        cache: join(path, 'cache'),
        project,
        environment,
      });
      expect(code, `${life}\n${output}`).toBe(0);
      const data = JSON.parse(readFileSync(join(dist, 'curriculum.json'), 'utf8'));
      const { curriculum } = fork.load();
      for (const id of curriculum?.lessons.keys() ?? []) {
        const { commit, isOwn, authors } = truthOf(fork, id);
        const html = readFileSync(join(dist, 'lessons', id, 'index.html'), 'utf8');
        const text = `${life}: ${id}`;
        const isStale = curriculum?.provenance.get(id)?.state === 'stale';
        expect(
          partOf(html, 'changes').startsWith(isOwn ? 'Adapted by Harbor Academy' : 'Unmodified text of'),
          text,
        ).toBe(true);
        expect(existsSync(join(dist, 'lessons', id, 'changes', 'index.html')), text).toBe(isOwn);
        expect(html, text).toContain(commit);
        expect(html, text).not.toContain('Eve Estuary');
        expect(JSON.stringify(data), text).toContain(`"commit":"${commit}"`);
        if (!isOwn) for (const author of authors) expect(partOf(html, 'creators'), text).toContain(author);
        if (!isStale) for (const author of authors) expect(jsonLdOf(html), text).toContain(author);
      }
      const feed = readFileSync(join(dist, 'feed.xml'), 'utf8');
      expect(feed.includes('Adapted by Harbor Academy')).toBe(
        [...(curriculum?.lessons.keys() ?? [])].some((id) => truthOf(fork, id).isOwn),
      );
      expect(feed).not.toContain('Eve Estuary');
    });
  },
);
