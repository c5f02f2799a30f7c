import { describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { checkContent } from '../../src/checks/check.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { editedFiles, editText } from '../../src/fork/edits.ts';
import type { Fork } from '../../src/fork/layers.ts';
import { plainMarkdown, sectionsMarkdown, sectionsText, updateSections } from '../../src/fork/preview.ts';
import { compareUpstream, type Update } from '../../src/fork/upstream.ts';
import { assemble, paths, readTiny, replace, withChange } from '../helpers/fixture.ts';
import { adapted, forkFiles, releasedFiles } from '../helpers/layer.ts';

/** What an update would break in a fork, found without git: the files of both sides are all that it depends on. */

const OWN = 'provider/lessons/our-pier/lesson.mdx';

/** A lesson of the provider's own, with prerequisites and text. */
function own(prerequisites: string, text = ''): string {
  const flags = readTiny().get(paths.flags) ?? '';
  const [, frontmatter = ''] = /^---\n([\s\S]*?)\n---\n/.exec(flags) ?? [];
  const kept = frontmatter
    .replace(/^title: .*/m, 'title: Our pier')
    .replace(/^prerequisites: .*\n/m, '')
    .replace(/^aliases: .*\n/m, '')
    .replace(/^competencies: .*\n/m, '');
  return `---\n${kept}\nprerequisites: [${prerequisites}]\n---\n\nOur pier. ${text}\n`;
}

/** Line of the first occurrence of a text. */
function lineOf(files: ContentFiles, path: string, needle: string): number {
  const [before = ''] = (files.get(path) ?? '').split(needle);
  return before.split('\n').length;
}

function forkOf(files: ContentFiles): Fork {
  const filesBelow = new Map([...files].filter(([path]) => !path.startsWith('provider/')));
  const whole = assembleCurriculum(files, siteTokens()).curriculum;
  return { root: '', files, depth: 1, folder: 'provider/', below: assemble(filesBelow), whole, filesBelow };
}

/** What an update says that changes upstream's files. */
function updateOf(files: ContentFiles, upstream: ContentFiles): Update {
  const released = releasedFiles(upstream);
  const target = { commit: 'next', files: released, curriculum: assemble(released) };
  return compareUpstream(forkOf(files), target, (some) => checkContent(some, { prose: false }));
}

const editsOf = (update: Update): string[] => update.edits.map(editText);
const brokenBy = ({ broken }: Update): string[] => broken.map(({ rule, file, line }) => `${rule} ${file}:${line}`);

/** The files with folders moved, and text replaced everywhere else. */
function moved(from: string, to: string, files: ContentFiles = readTiny()): ContentFiles {
  return new Map([...files].map(([path, text]) => [path.replace(from, to), text]));
}

/** Upstream with the module "mooring" under another name. */
const knots = withChange(paths.harbor, replace('- mooring', '- knots'), moved('/harbor/mooring/', '/harbor/knots/'));

/** Upstream with the lesson "belay-a-cleat" under another name. @param aliases of the lesson. */
function cleats(aliases: string): ContentFiles {
  const files = moved('/belay-a-cleat/', '/cleats/');
  const path = paths.cleat.replace('belay-a-cleat', 'cleats');
  const listed = withChange(paths.mooring, replace('belay-a-cleat', 'cleats'), files);
  const renamed = withChange(path, replace('title:', `aliases: [${aliases}]\ntitle:`), listed);
  return withChange(paths.flags, replace('[belay-a-cleat]', '[cleats]'), renamed);
}

/** Upstream with "belay-a-cleat" in the module "signals". */
const signals = ((): ContentFiles => {
  const files = moved('/mooring/belay-a-cleat/', '/signals/belay-a-cleat/');
  const without = withChange(paths.mooring, replace('  - belay-a-cleat\n', ''), files);
  return withChange(paths.signals, replace('lessons:\n', 'lessons:\n  - belay-a-cleat\n'), without);
})();

/** Upstream without "belay-a-cleat". */
const removed = ((): ContentFiles => {
  const files = new Map([...readTiny()].filter(([path]) => !path.includes('/belay-a-cleat/')));
  const without = withChange(paths.mooring, replace('  - belay-a-cleat\n', ''), files);
  return withChange(paths.flags, replace('[belay-a-cleat]', '[tie-a-bowline]'), without);
})();

describe('an update that renames a module', () => {
  const settings = `# Ours.
hide_modules: ["open-sea/navigation"]
insert:
  - {lesson: our-pier, module: mooring}
order:
  mooring: [tie-a-bowline, belay-a-cleat]
  harbor: [mooring, "signals"]
`;
  const files = forkFiles({ 'provider/curriculum.yaml': settings, [OWN]: own('') });

  test('names each line that has to follow, and what it becomes', () => {
    const update = updateOf(files, knots);
    expect(update.renamedModules).toEqual([['harbor/mooring', 'harbor/knots']]);
    const advice = '(upstream has renamed the module)';
    expect(editsOf(update)).toEqual([
      `provider/curriculum.yaml:4: mooring -> knots ${advice}`,
      `provider/curriculum.yaml:6: mooring -> knots ${advice}`,
      `provider/curriculum.yaml:7: mooring -> knots ${advice}`,
    ]);
    expect(update.moving).toEqual([]);
  });

  test('breaks nothing once these are edited, and a comment stays', () => {
    const update = updateOf(files, knots);
    expect(brokenBy(update)).toEqual([]);
    const text = editedFiles(files, update.edits).get('provider/curriculum.yaml');
    expect(text).toBe(settings.replaceAll('mooring', 'knots'));
  });

  test('and a course is followed to both of their names', () => {
    const files = forkFiles({
      'provider/curriculum.yaml':
        'hide_courses: ["open-sea"]\nhide_modules: [open-sea/navigation]\ninsert:\n  - {lesson: our-pier, module: open-sea/navigation}\n',
      'provider/offerings.yaml': 'offerings:\n  - course: open-sea\n',
      'provider/slots/footer.html': '<a href="/courses/open-sea/">Out</a>\n',
      [OWN]: own(''),
    });
    const ocean = moved('/open-sea/navigation/', '/ocean/piloting/');
    const course = moved('/open-sea/', '/ocean/', ocean);
    const path = paths.signals.replace('harbor/signals/module', 'ocean/course');
    const update = updateOf(files, withChange(path, replace('- navigation', '- piloting'), course));
    expect(update.renamedCourses).toEqual([['open-sea', 'ocean']]);
    expect(editsOf(update)).toEqual([
      'provider/curriculum.yaml:2: open-sea/navigation -> ocean/piloting (upstream has renamed the module)',
      'provider/curriculum.yaml:1: open-sea -> ocean (upstream has renamed the course)',
      'provider/curriculum.yaml:4: open-sea/navigation -> ocean/piloting (upstream has renamed the module)',
      'provider/offerings.yaml:2: open-sea -> ocean (upstream has renamed the course)',
      'provider/slots/footer.html:1: open-sea -> ocean (upstream has renamed the course)',
    ]);
  });
});

describe('an update that renames a lesson', () => {
  const files = forkFiles({
    'provider/curriculum.yaml':
      'insert:\n  - lesson: our-pier\n    after: belay-a-cleat\norder: {mooring: [tie-a-bowline, belay-a-cleat]}\n',
    [OWN]: own('belay-a-cleat', 'See [how to belay](lesson:belay-a-cleat#test-yourself).'),
    'provider/slots/end-of-lesson.mdx': 'Try [a cleat](lesson:belay-a-cleat).\n',
  });

  test('is followed wherever the layer names it', () => {
    const update = updateOf(files, cleats('belay-a-cleat'));
    expect(update.edits.map(({ file, line, name, to }) => `${file}:${line}: ${name} -> ${to}`)).toEqual([
      'provider/curriculum.yaml:3: belay-a-cleat -> cleats',
      'provider/curriculum.yaml:4: belay-a-cleat -> cleats',
      `${OWN}:${lineOf(files, OWN, 'prerequisites:')}: belay-a-cleat -> cleats`,
      `${OWN}:${lineOf(files, OWN, 'Our pier. ')}: belay-a-cleat -> cleats`,
      'provider/slots/end-of-lesson.mdx:1: belay-a-cleat -> cleats',
    ]);
    expect(brokenBy(update)).toEqual([]);
    expect(editedFiles(files, update.edits).get(OWN)).toBe(files.get(OWN)?.replaceAll('belay-a-cleat', 'cleats'));
  });

  test('that was adapted says how the adaptation can follow', () => {
    const update = updateOf(forkFiles(adapted('belay-a-cleat')), cleats('belay-a-cleat'));
    expect(brokenBy(update)).toContain('layer/renamed provider/lessons/belay-a-cleat/lesson.mdx:1');
    expect(sectionsText(updateSections(update))).toContain(
      'git mv provider/lessons/belay-a-cleat provider/lessons/cleats',
    );
  });

  test('without an alias is one that removes it, and adds another', () => {
    const update = updateOf(files, cleats('hitch'));
    expect(update.edits.map(({ to }) => to)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(editsOf(update)[0]).toBe(
      'provider/curriculum.yaml:3: belay-a-cleat: upstream has removed the lesson: such as "after: tie-a-bowline"',
    );
  });

  test('and gives up a former name that is still used', () => {
    const files = forkFiles({
      'provider/curriculum.yaml': 'insert: [{lesson: our-pier, after: log-line}]\n',
      [OWN]: own('', 'See [the needle](lesson:steer-by-needle).'),
    });
    const ended = withChange(paths.logLine, replace('steer-by-needle', 'compass-course'), readTiny());
    const update = updateOf(files, withChange(paths.compass, replace('aliases: [steer-by-needle]\n', ''), ended));
    expect(update.endedAliases).toEqual(['steer-by-needle']);
    expect(editsOf(update)).toEqual([
      `${OWN}:${lineOf(files, OWN, 'Our pier. ')}: steer-by-needle -> compass-course (upstream has renamed the lesson)`,
    ]);
    expect(sectionsText(updateSections(update))).toContain('  /lessons/steer-by-needle/\n');
  });
});

test('an update that moves a lesson says what goes with it, and what no list can hold any more', () => {
  const settings = 'insert: [{lesson: our-pier, after: belay-a-cleat}]\norder:\n  mooring: [belay-a-cleat]\n';
  const update = updateOf(forkFiles({ 'provider/curriculum.yaml': settings, [OWN]: own('') }), signals);
  expect(update.moving).toEqual([['our-pier', 'harbor/signals']]);
  expect(editsOf(update)).toEqual([
    'provider/curriculum.yaml:3: belay-a-cleat: upstream has moved the lesson to the module "harbor/signals": remove it from this list, and name it under "harbor/signals" if it is to come first there',
  ]);
  expect(brokenBy(update)).toEqual([]);
});

describe('an update that removes a lesson', () => {
  test('asks for every line that names it, with a proposal', () => {
    const files = forkFiles({
      'provider/curriculum.yaml':
        'credit_withheld: [belay-a-cleat]\ninsert: [{lesson: our-pier, before: belay-a-cleat}]\n',
      [OWN]: own('belay-a-cleat', 'See [how](lesson:belay-a-cleat).'),
    });
    expect(editsOf(updateOf(files, removed))).toEqual([
      'provider/curriculum.yaml:1: belay-a-cleat: upstream has removed the lesson: remove it',
      'provider/curriculum.yaml:2: belay-a-cleat: upstream has removed the lesson: such as "after: tie-a-bowline"',
      `${OWN}:${lineOf(files, OWN, 'prerequisites:')}: belay-a-cleat: upstream has removed the lesson: remove it, or name a lesson that teaches the same`,
      `${OWN}:${lineOf(files, OWN, 'Our pier. ')}: belay-a-cleat: upstream has removed the lesson: lead to another lesson, or make it plain text`,
    ]);
    expect(brokenBy(updateOf(files, removed))).toEqual([]);
  });

  test('that was adapted says that the adaptation has lost its place', () => {
    const update = updateOf(forkFiles(adapted('belay-a-cleat')), removed);
    expect(brokenBy(update)).toEqual(['layer/upstream-removed provider/lessons/belay-a-cleat/lesson.mdx:1']);
  });
});

describe('an update that meets what the fork has', () => {
  const insert = 'insert: [{lesson: our-pier, after: belay-a-cleat}]\n';
  const files = forkFiles({ 'provider/curriculum.yaml': insert, [OWN]: own('') });

  /** Upstream with a lesson more, at the end of a module. */
  function added(id: string, module: string, prerequisite: string): ContentFiles {
    const lesson = (readTiny().get(paths.lights) ?? '').replace('draft', 'published');
    const path = `${module.replace('module.yaml', id)}/lesson.mdx`;
    const more = new Map(readTiny()).set(
      path,
      lesson.replace(/^prerequisites: .*/m, `prerequisites: [${prerequisite}]`),
    );
    return withChange(module, (text) => text.replace(/lessons:\n(( {2}- .*\n)+)/, `lessons:\n$1  - ${id}\n`), more);
  }

  test('with a lesson of the same id', () => {
    const update = updateOf(files, added('our-pier', paths.mooring, 'tie-a-bowline'));
    expect(brokenBy(update)).toContain(`layer/id-collision ${OWN}:1`);
  });

  test('with an alias of the same id', () => {
    const update = updateOf(
      files,
      withChange(paths.compass, replace('[steer-by-needle]', '[steer-by-needle, our-pier]')),
    );
    expect(brokenBy(update)).toContain(`layer/id-collision ${OWN}:1`);
  });

  test('with a course of the same id', () => {
    const course = 'provider/courses/open-sea-two';
    const files = forkFiles({
      [`${course}/course.yaml`]: 'title: Ours\nsummary: Ours.\naudience: All.\nmodules: [first]\n',
      [`${course}/first/module.yaml`]: 'title: First\nsummary: First.\nlessons: [our-pier]\n',
      [`${course}/first/our-pier/lesson.mdx`]: own(''),
    });
    const update = updateOf(files, moved('/open-sea/', '/open-sea-two/'));
    expect(brokenBy(update)).toContain(`layer/id-collision ${course}/course.yaml:1`);
  });

  test('with another order than its prerequisites need', () => {
    const needing = forkFiles({
      'provider/curriculum.yaml': 'insert: [{lesson: our-pier, after: tie-a-bowline}]\n',
      [OWN]: own('tie-a-bowline'),
      ...adapted('code-flags'),
    });
    const turned = withChange(paths.flags, replace('[belay-a-cleat]', '[tie-a-bowline]'));
    const update = updateOf(needing, turned);
    expect(update.prerequisites).toEqual([{ id: 'code-flags', former: ['belay-a-cleat'], present: ['tie-a-bowline'] }]);
    expect(sectionsText(updateSections(update))).toContain('code-flags: before belay-a-cleat; now tie-a-bowline');
  });

  test('in the folder of a brand as in the layer', () => {
    const files = forkFiles({ 'provider/brands/evening/curriculum.yaml': 'hide: [belay-a-cleat]\n' });
    expect(editsOf(updateOf(files, cleats('belay-a-cleat')))).toEqual([
      expect.stringMatching(/^provider\/brands\/evening\/curriculum\.yaml:1: /),
    ]);
  });

  test('with a prerequisite that the fork hides', () => {
    const hiding = forkFiles({ 'provider/curriculum.yaml': 'hide: [log-line]\n' });
    const update = updateOf(hiding, added('at-night', paths.navigation, 'log-line'));
    expect(brokenBy(update)).toContain('layer/hidden-prerequisite provider/curriculum.yaml:1');
  });

  test('says nothing of what is wrong today already', () => {
    const wrong = forkFiles({ 'provider/curriculum.yaml': 'hide: [no-such-lesson]\n' });
    expect(brokenBy(updateOf(wrong, withChange(paths.cleat, replace('## Test', '## Now test'))))).toEqual([]);
  });
});

describe('a preview as Markdown', () => {
  test('has a heading for each part, and a list', () => {
    const files = forkFiles({ 'provider/curriculum.yaml': 'hide: [belay-a-cleat]\n' });
    expect(sectionsMarkdown(updateSections(updateOf(files, removed)))).toContain(
      '### To edit in your layer, by you\n\n- provider/curriculum.yaml:1: belay-a-cleat: upstream has removed the lesson: remove it: there is nothing to hide any more\n',
    );
  });

  test('mentions nobody, links nowhere, and holds no HTML, whatever upstream calls its lessons', () => {
    expect(plainMarkdown('@ada <b>x</b> [y](https://z.example) `a` # 1')).toBe(
      '@\u200bada &#60;b&#62;x&#60;/b&#62; \\[y\\](https:\u200b//z.example) \\`a\\` \\# 1',
    );
  });
});
