import { describe, expect, test } from 'vitest';
import { countWords } from '../../src/curriculum/text/count-words.ts';
import { lessonText } from '../../src/curriculum/text/read-text.ts';
import { directionOf, directionOfText } from '../../src/strings/direction.ts';
import { assemble, checkFiles, paths, replace, withChange } from '../helpers/fixture.ts';
import { htmlOf, lessonOf, mistake, render, withText } from '../helpers/render.ts';

describe('the direction', () => {
  test.each([
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['fa', 'rtl'],
    ['ur', 'rtl'],
    ['ku-Arab', 'rtl'],
    ['az-Arab', 'rtl'],
    ['en', 'ltr'],
    ['ja', 'ltr'],
    ['ku', 'ltr'],
    ['no tag', 'ltr'],
  ])('of %s is %s', (language, direction) => {
    expect(directionOf(language)).toBe(direction);
  });

  test.each([
    ['السفينة', 'rtl'],
    ['kubectl يعرض الحاويات', 'rtl'],
    ['Container (حاوية)', 'ltr'],
    ['123', undefined],
  ])('of the text %j is %s', (text, direction) => {
    expect(directionOfText(text)).toBe(direction);
  });

  test('of a passage is said where it is not that of the site, code aside', () => {
    expect(htmlOf('سفينة في الميناء\n\nA ship.\n\n- ميناء `kubectl get pods`\n\n> مرساة')).toMatchInlineSnapshot(`
      "<p dir="rtl">سفينة في الميناء</p>
      <p>A ship.</p>
      <ul>
      <li dir="rtl">ميناء <code>kubectl get pods</code></li>
      </ul>
      <blockquote dir="rtl">
      <p dir="rtl">مرساة</p>
      </blockquote>"
    `);
    const arabic = withChange(paths.identity, replace('language: en', 'language: ar'), withText('سفينة.\n\nA ship.'));
    expect(render('log-line', assemble(arabic)).html).toBe('<p>سفينة.</p>\n<p dir="ltr">A ship.</p>');
  });
});

describe('<Language>', () => {
  test('marks words and passages with their language and its direction', () => {
    expect(htmlOf('The word <Language tag="ar">ميناء</Language> is port.')).toBe(
      '<p>The word <span lang="ar" dir="rtl">ميناء</span> is port.</p>',
    );
    expect(htmlOf('<Language tag="ja">\n\n港です。\n\n</Language>')).toContain('<div lang="ja" dir="ltr">');
  });

  test('needs the tag of a language', () => {
    expect(mistake('<Language tag="not a tag">x</Language>')).toMatchObject({ rule: 'component/prop-value' });
  });

  test('is no prose of the site: no word of it is spelled in English', () => {
    const lesson = lessonOf(
      assemble(withText('A <Language tag="de">Hafen</Language>.\n\n<Language tag="de">\n\nDas Schiff.\n\n</Language>')),
      'log-line',
    );
    expect(lessonText(lesson)?.prose).not.toMatch(/Hafen|Schiff/);
  });
});

describe('a site in another language', () => {
  const german = (text: string) => withChange(paths.identity, replace('language: en', 'language: de'), withText(text));
  test('has no English spelling', async () => {
    const { checkContent } = await import('../../src/checks/check.ts');
    const spelled = (language: 'de' | 'en') =>
      checkContent(language === 'de' ? german('Das Schiff legt an.') : withText('Das Schiff legt an.')).filter(
        ({ rule }) => rule === 'spelling/unknown-word',
      ).length;
    expect(spelled('en')).toBeGreaterThan(0);
    expect(spelled('de')).toBe(0);
    expect(checkFiles(german('Das Schiff.'))).toEqual([]);
  });
});

describe('the length of a text', () => {
  test.each([
    ['one two three', 3],
    ['  ', 0],
    ['a — b', 3],
    ['港'.repeat(220), 100],
    ['荷物を運ぶ船が港に入る', 5],
    ['컨테이너 이미지', 2],
    ['ท่าเรือ'.repeat(10), 16],
    ['Pod は船です', 3],
    ['контейнер — образ', 3],
  ])('%j is as long as %d words of English', (text, words) => {
    expect(countWords(text)).toBe(words);
  });
});
