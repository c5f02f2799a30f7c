import { describe, expect, test } from 'vitest';
import { shuffle } from '../../src/rendering/shuffle.ts';
import {
  assemble,
  body,
  checkChange,
  checkFiles,
  finding,
  loadTiny,
  paths,
  replace,
  textOf,
  withChange,
  withoutFile,
} from '../helpers/fixture.ts';
import { forbidden, tagsOf, textOfHtml } from '../helpers/html.ts';
import { mistake, render } from '../helpers/render.ts';

/** HTML of one item of a lesson's quiz. */
function item(id: string, lesson: string, curriculum = loadTiny()): string {
  const { html } = render(lesson, curriculum);
  return new RegExp(`<quiz-item id="q-${id}"[\\s\\S]*?</quiz-item>`).exec(html)?.[0] ?? '';
}

/** The single-choice item with another text for its second option. */
function withOption(text: string): string {
  const files = withChange(paths.bowlineQuiz, replace('text: It tightens', `text: ${JSON.stringify(text)}`));
  return item('loop-size', 'tie-a-bowline', assemble(files));
}

describe('<Quiz>', () => {
  test('shows every item once, in order, with its number', () => {
    const { html } = render('tie-a-bowline', loadTiny());
    expect([...html.matchAll(/data-item="([\w-]+)"/g)].map((match) => match[1])).toEqual(['loop-size', 'good-uses']);
    expect(html).toContain('Question 1 of 2');
    expect(html).toContain('Question 2 of 2');
  });

  test('without a quiz.yaml is refused', () => {
    expect(mistake('Text.\n\n<Quiz />')).toMatchObject({
      rule: 'quiz/missing',
      line: 21,
      message: 'The lesson has <Quiz />, but no quiz.yaml with items.',
      remedy: 'Write quiz.yaml, or remove <Quiz />.',
    });
  });

  test('must not be forgotten', () => {
    expect(checkChange(paths.cleat, replace('<Quiz />\n', ''))).toEqual([
      finding(
        'lesson/not-shown',
        `${paths.cleat}:1:1`,
        'The lesson has a quiz.yaml, but no <Quiz />.',
        'Learners would never see it.',
        'Put <Quiz /> where it belongs in the text.',
      ),
    ]);
  });

  test('stands once', () => {
    expect(
      checkChange(paths.cleat, replace('<Quiz />\n', '<Quiz />\n\n<Quiz />\n')).map(({ rule, message }) => [
        rule,
        message,
      ]),
    ).toEqual([['lesson/shown-twice', '<Quiz /> stands 2 times in the lesson.']]);
  });

  test('a second one is reported at its line', () => {
    const files = withChange(paths.cleat, (text) => `${text}\nMore.\n\n<Quiz />\n`);
    const last = textOf(paths.cleat, files).split('\n').length - 1;
    expect(checkFiles(files).map((entry) => [entry.file, entry.line])).toEqual([[paths.cleat, last]]);
  });
});

describe('a choice', () => {
  test('has a radio button for each option when one is right', () => {
    const inputs = tagsOf(item('loop-size', 'tie-a-bowline')).filter(({ name }) => name === 'input');
    expect(inputs.map(({ attributes }) => [attributes.type, attributes.name, attributes.value])).toEqual([
      ['radio', 'q-loop-size', '0'],
      ['radio', 'q-loop-size', '1'],
      ['radio', 'q-loop-size', '2'],
    ]);
  });

  test('has checkboxes when several are right', () => {
    const inputs = tagsOf(item('good-uses', 'tie-a-bowline')).filter(({ name }) => name === 'input');
    expect(inputs.map(({ attributes }) => attributes.type)).toEqual(['checkbox', 'checkbox', 'checkbox']);
  });

  test('keeps answers behind a disclosure, with feedback for every option', () => {
    const html = item('loop-size', 'tie-a-bowline');
    const open = html.slice(0, html.search(/<details\b/));
    expect(textOfHtml(open)).not.toMatch(/Right|Wrong|That is what the knot is for/);
    expect([...html.matchAll(/<li data-option="(right|wrong)"><b>(\w)/g)].map((match) => [match[2], match[1]])).toEqual(
      [
        ['A', 'right'],
        ['B', 'wrong'],
        ['C', 'wrong'],
      ],
    );
    expect(html).toContain('held by the loop.');
    expect(html).toContain('The loop keeps its size under load.');
  });

  test('may use Markdown', () => {
    expect(withOption('It **tightens** like `x < y`')).toContain(
      '<span>It <strong>tightens</strong> like <code>x &#x3C; y</code></span>',
    );
  });

  test.each([
    '<b>bold</b>',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <pod-name> b',
    '<!-- x -->',
  ])('shows the HTML %s as text', (text) => {
    const html = withOption(text);
    expect(textOfHtml(html)).toContain(text);
    expect(forbidden(html)).toEqual([]);
    expect(html).not.toMatch(/<(img|b>bold|pod-name)/);
  });

  test('may show a block of code', () => {
    expect(withOption('```yaml\na: 1\n```')).toContain('<span>yaml</span>');
  });

  test('with a mistake in its Markdown is reported in quiz.yaml, where the mistake is', () => {
    const edit = replace('text: It tightens', 'text: It [tightens](http://x.example)');
    expect(checkChange(paths.bowlineQuiz, edit).map((entry) => [entry.rule, entry.file])).toEqual([
      ['link/address', paths.bowlineQuiz],
    ]);
  });
});

describe('other items', () => {
  test('a number carries its answer, tolerance, unit and typical mistakes', () => {
    const html = item('horns', 'belay-a-cleat');
    expect(html).toContain('data-type="numeric" data-answer="2" data-tolerance="0"');
    expect(html).toContain('inputmode="decimal"');
    expect(textOfHtml(html)).toContain('Answer: 2 horns');
    expect(html).toContain(
      '<li data-option="wrong" data-value="4"><b>If you said 4:</b> <span>That is a cross bitt.</span>',
    );
  });

  test('a text carries all accepted answers and shows the first', () => {
    const quoted = assemble(withChange(paths.flagsQuiz, replace('[A, Alfa]', `["A", 'Al"fa & <b>']`)));
    const accepted = /data-accepted="([^"]*)"/.exec(item('diver', 'code-flags', quoted))?.[1] ?? '';
    expect(JSON.parse(textOfHtml(accepted))).toEqual(['A', 'Al"fa & <b>']);
    expect(textOfHtml(item('diver', 'code-flags'))).toContain('Answer: A');
  });

  test('an order is shown mixed, and each step knows its place', () => {
    const html = item('sequence', 'compass-course');
    const places = [...html.matchAll(/data-step="(\d)"/g)].map((match) => Number(match[1]));
    expect([...places].sort()).toEqual([0, 1, 2]);
    expect(places).not.toEqual([0, 1, 2]);
    expect(html).toMatch(/<ol><li>Measure the true course on the chart<\/li><li>Apply the variation<\/li>/);
  });
});

describe('shuffling', () => {
  const seeds = Array.from({ length: 300 }, (_, index) => `item-${index}`);

  test.each([3, 4, 8])('%i steps never come in the right order, and none is lost', (length) => {
    const steps = Array.from({ length }, (_, index) => index);
    for (const seed of seeds) {
      const mixed = shuffle(steps, seed);
      expect(mixed).not.toEqual(steps);
      expect([...mixed].sort()).toEqual(steps);
    }
  });

  test('gives the same order for the same item, and others for others', () => {
    const steps = ['a', 'b', 'c', 'd', 'e'];
    for (const seed of seeds) expect(shuffle(steps, seed)).toEqual(shuffle([...steps], seed));
    expect(new Set(seeds.map((seed) => shuffle(steps, seed).join(''))).size).toBeGreaterThan(50);
  });

  test('does not touch the list it is given', () => {
    const steps = ['a', 'b', 'c'];
    shuffle(steps, 'x');
    expect(steps).toEqual(['a', 'b', 'c']);
  });
});

describe('<Lab>', () => {
  const lab = (curriculum = loadTiny()): string =>
    /<div class="lab">[\s\S]*<\/ol><\/div>/.exec(render('tie-a-bowline', curriculum).html)?.[0] ?? '';

  /** Commands and output of the only terminal session in a lab, without their marks. */
  const session = (html: string): { commands: string; output: string } => {
    const all = (tag: string): string =>
      [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))]
        .map((match) => textOfHtml(match[1] ?? ''))
        .join('\n');
    return { commands: all('kbd'), output: all('samp') };
  };

  test('shows goal, minutes, environment and start', () => {
    expect(textOfHtml(lab())).toMatch(
      /^Lab · 10 min · Needs a shellGoal: You will have tied the knot and written down your ropes\.You need a rope/,
    );
  });

  test('shows tasks in order, with hints and solutions behind disclosures', () => {
    expect([...lab().matchAll(/<li id="task-([\w-]+)" data-task="\1">/g)].map((match) => match[1])).toEqual([
      'tie-it',
      'write-it',
      'watch-it',
    ]);
    expect([...lab().matchAll(/<summary>([^<]*)<\/summary>/g)].map((match) => match[1])).toEqual([
      'On a cluster of your own',
      'Compare with the answer',
      'Hint 1',
      'Solution',
      'What you should see',
      'Solution',
      'Solution',
    ]);
  });

  test('shows a command to check oneself with its output', () => {
    expect(lab()).toContain('<kbd>cat rope.txt</kbd>\n<samp>bow</samp>');
  });

  test('shows a state to reach for people and for machines', () => {
    expect(textOfHtml(lab())).toContain('Berth north · default · {.status.phase} = Taken');
  });

  test('shows all lines of a check as commands', () => {
    const files = withChange(
      paths.bowlineLab,
      replace('run: cat rope.txt', 'run: |\n        cat rope.txt\n        wc -l rope.txt'),
    );
    expect(session(lab(assemble(files)))).toEqual({ commands: 'cat rope.txt\nwc -l rope.txt', output: 'bow' });
  });

  test('shows a check with a here-document as one command', () => {
    const run = 'run: |\n        cat <<EOF\n        one\n        EOF';
    const files = withChange(paths.bowlineLab, replace('run: cat rope.txt', run));
    expect(session(lab(assemble(files)))).toEqual({ commands: 'cat <<EOF\none\nEOF', output: 'bow' });
  });

  test('without a lab.yaml is refused', () => {
    expect(mistake('Text.\n\n<Lab />')).toMatchObject({
      rule: 'lab/missing',
      line: 21,
      message: 'The lesson has <Lab />, but no lab.yaml.',
      remedy: 'Write lab.yaml, or remove <Lab />.',
    });
    expect(checkFiles(withoutFile(paths.bowlineLab)).map((entry) => entry.rule)).toContain('lab/missing');
  });

  test('must not be forgotten, and stands once', () => {
    expect(checkChange(paths.bowline, replace('<Lab />\n', '')).map((entry) => entry.message)).toEqual([
      'The lesson has a lab.yaml, but no <Lab />.',
    ]);
    expect(checkChange(paths.bowline, replace('<Lab />\n', '<Lab />\n\n<Lab />\n')).map((entry) => entry.rule)).toEqual(
      ['lesson/shown-twice'],
    );
  });

  test('with a mistake in its Markdown is reported in lab.yaml, where the mistake is', () => {
    const edit = replace('solution: Wait.', 'solution: "[Wait](lesson:wait)."');
    expect(checkChange(paths.bowlineLab, edit).map((entry) => [entry.rule, entry.file])).toEqual([
      ['link/unknown-lesson', paths.bowlineLab],
    ]);
  });
});

describe('a lesson that does not show what it has', () => {
  test('is told of each part', () => {
    const found = checkChange(paths.bowline, body('\nOnly text.\n'));
    expect(found.map(({ rule, file, line }) => `${rule} ${file}:${line}`)).toEqual([
      `lesson/not-shown ${paths.bowline}:1`,
      `lesson/not-shown ${paths.bowline}:1`,
      `term/not-linked ${paths.bowline}:18`,
      `term/not-linked ${paths.bowline}:18`,
    ]);
  });
});
