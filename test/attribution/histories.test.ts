import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { random } from '../../scripts/bench/synthetic.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { curriculumJson } from '../../src/assembly/to-json.ts';
import { lessonFeed } from '../../src/attribution/feed.ts';
import { noticeText } from '../../src/attribution/notice.ts';
import { siteAddress, sitePaths } from '../../src/curriculum/addresses.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { ContentRepository } from '../helpers/content-repository.ts';
import { History } from '../helpers/history.ts';
import { textOfHtml } from '../helpers/html.ts';
import { attributionOf } from '../helpers/lesson-page.ts';
import { isLong } from '../helpers/long.ts';
import { truthOf } from '../helpers/truth.ts';

/**
 * Random lives of an original and a fork. After each step git itself compares the fork with the commit of upstream that it has
 * merged; what pages and data say of each lesson has to agree with that.
 */
const HISTORIES = isLong ? 300 : 20;
const STEPS = isLong ? 6 : 4;
const folder = temporaryFolder();
afterAll(folder.remove);

/** Elements of a feed with a name, as text. */
const elements = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'g'))].map(([, text = '']) => textOfHtml(text));

/** What the feed says of each lesson, by id. */
function feedOf(curriculum: Edition): Map<string, string> {
  const feed = lessonFeed(curriculum, sitePaths(siteAddress(curriculum.identity.url)));
  const items = feed.split('<item>').slice(1);
  return new Map(items.map((item) => [/lessons\/([\w-]+)\//.exec(item)?.[1] ?? '', item]));
}

function expectTruth(fork: ContentRepository, life: readonly string[]): void {
  const { curriculum, findings } = fork.load();
  const told = life.join(', ');
  expect(
    findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    told,
  ).toEqual([]);
  if (!curriculum) throw new Error(told);
  const json = JSON.stringify(curriculumJson(curriculum, { lesson: String, provider: String }));
  const feed = feedOf(curriculum);
  expect(json, told).not.toContain('Eve Estuary');
  for (const lesson of curriculum.lessons.values()) {
    const { credit, jsonLd } = attributionOf(lesson.id, curriculum);
    const { commit, isSame, isOwn, authors } = truthOf(fork, lesson.id);
    const text = `${told}: ${lesson.id}`;
    const item = feed.get(lesson.id) ?? '';
    const notice = noticeText(lesson, credit, curriculum);
    expect(isSame, text).toBe(true);
    expect(credit.changes.startsWith(isOwn ? 'Adapted by Harbor Academy' : 'Unmodified text of'), text).toBe(true);
    expect(credit.compared, text).toMatchObject({ commit });
    expect(JSON.stringify([credit, jsonLd, item, notice]), text).not.toContain('Eve Estuary');
    expect(elements(item, 'dc:contributor'), text).toEqual(isOwn ? ['Harbor Academy'] : []);
    expect(elements(item, 'description').join().includes('Adapted by Harbor Academy'), text).toBe(isOwn);
    expect(notice.includes('Adapted by Harbor Academy'), text).toBe(isOwn);
    const of = isOwn ? (jsonLd.isBasedOn as { creator: { name: string }[] }).creator : credit.creators;
    if (!isOwn || curriculum.provenance.get(lesson.id)?.state === 'adapted') {
      expect(
        of.map(({ name }) => name),
        text,
      ).toEqual(authors);
      for (const author of authors) expect(notice, text).toContain(author);
    }
    if (!isOwn) for (const author of authors) expect(elements(item, 'dc:creator').join(), text).toContain(author);
  }
}

describe.each(Array.from({ length: HISTORIES }, (_, index) => index + 1))('the life with seed %i', (seed) => {
  test('is told as it was', () => {
    const path = join(folder.path, String(seed));
    const upstream = ContentRepository.original(join(path, 'upstream'));
    const fork = upstream.clone(join(path, 'fork'));
    fork.rebrand();
    fork.commit('Publish as ourselves');
    const history = new History(upstream, fork, random(seed));
    const life: string[] = [];
    for (let step = 0; step < STEPS; step++) {
      life.push(history.step());
      expectTruth(fork, life);
    }
    rmSync(path, { recursive: true });
  });
});
