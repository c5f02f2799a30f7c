import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ownPrefix } from '../../../src/provider/brand/prefix.ts';
import { Workplace } from '../../helpers/begin.ts';
import { paths, textOf } from '../../helpers/fixture.ts';
import { BRAND, LOGO, releasedFiles } from '../../helpers/layer.ts';

let work: Workplace;
beforeEach(() => {
  work = new Workplace();
  work.write('content/manifest.json', textOf('content/manifest.json', releasedFiles()));
  work.write('provider/brand.yaml', BRAND);
  work.write('provider/assets/logo.svg', LOGO);
  work.write('provider/curriculum.yaml', '# What we change.\nhide: [log-line] # no log here\n');
});
afterEach(() => work.remove());

/** Findings but those of icons, which "npm run rebrand" makes. */
const findings = (): string[] => work.allFindings().filter((finding) => !finding.startsWith('brand/'));

describe('in a fork', () => {
  test('a lesson of the provider stands in their layer, and nobody is asked', async () => {
    await work.new(['lesson', '--provider', 'our-pier', '--after', 'belay-a-cleat', '--title', 'Our pier: a walk']);
    expect(work.text('provider/curriculum.yaml')).toBe(
      '# What we change.\nhide: [log-line] # no log here\ninsert:\n  - lesson: our-pier\n    after: belay-a-cleat\n',
    );
    expect(work.text('provider/lessons/our-pier/lesson.mdx')).toContain('title: "Our pier: a walk"\n');
    await work.new(['lesson', '--provider', 'our-lights', '--module', 'signals']);
    expect(work.text('provider/curriculum.yaml')).toContain('  - lesson: our-lights\n    module: signals\n');
    expect(findings()).toEqual([]);
  });

  test('a course of the provider has a first lesson', async () => {
    await work.new(['course', '--provider', 'rivers']);
    expect(work.text('provider/courses/rivers/first-steps/rivers-welcome/lesson.mdx')).toContain(
      'title: Rivers welcome\n',
    );
    await work.new(['lesson', 'rivers/first-steps', 'enter-a-lock']);
    expect(work.text('provider/courses/rivers/first-steps/module.yaml')).toContain(
      '  - rivers-welcome\n  - enter-a-lock\n',
    );
    expect(findings()).toEqual([]);
  });

  test('ids are proposed that upstream never gives to something of its own', async () => {
    await work.new(['lesson', '--provider', '--title', 'Our pier', '--after', 'belay-a-cleat']);
    expect(work.text('provider/lessons/harbor-academy-our-pier/lesson.mdx')).toContain('title: Our pier\n');
    await work.new(['course', '--title', 'Rivers', '--provider']);
    expect(work.text('provider/courses/harbor-academy-rivers/course.yaml')).toContain('title: Rivers\n');
    expect(await work.new(['lesson', '--provider', 'locks', '--after', 'belay-a-cleat'])).toContain(
      '"harbor-academy-locks" never will be: rename it now',
    );
    expect(await work.refusal(['lesson', '--provider', '--after', 'belay-a-cleat'])).toContain(
      'or --provider harbor-academy-our-registry\nWhy: ids that begin with "harbor-academy-" are yours for good',
    );
  });

  test.each([
    [{ name: 'Harbor Academy', url: 'https://a.example/' }, 'harbor-academy'],
    [{ name: 'Harbor Academy', short_name: 'Pier', url: 'https://a.example/' }, 'pier'],
    [{ name: 'Harbor Academy of the Northern Sea', url: 'https://a.example/' }, 'harbor'],
    [{ name: 'אקדמיית הנמל', url: 'https://www.namal.example/k8s/' }, 'namal'],
    [{ name: 'Донаудампфшиффартсгезельшафт', url: 'https://donau.example/' }, 'donau'],
  ])('the prefix of %j is "%s"', (brand, prefix) => {
    expect(ownPrefix({ short_name: undefined, ...brand })).toBe(prefix);
  });

  test('a course of the provider is not published with the sentences that it was begun with', async () => {
    await work.new(['course', '--provider', 'rivers']);
    const lesson = 'provider/courses/rivers/first-steps/rivers-welcome/lesson.mdx';
    const found = (): string[] =>
      work
        .findings('provider/courses')
        .filter((finding) => finding.startsWith('structure/placeholder'))
        .map((finding) => finding.split(' ')[1] ?? '');
    expect(found()).toEqual([]);
    work.write(lesson, work.text(lesson).replace('status: draft', 'status: published'));
    const course = 'provider/courses/rivers';
    expect(found()).toEqual([
      `${course}/course.yaml:2:10`,
      `${course}/course.yaml:3:11`,
      `${course}/first-steps/module.yaml:2:10`,
    ]);
  });

  test('terms and people of the provider stand in their layer', async () => {
    await work.new(['term', '--term', 'Lock', '--definition', 'A basin with two gates.']);
    expect(work.text('provider/glossary.yaml')).toBe(
      'terms:\n  - id: lock\n    term: Lock\n    definition: A basin with two gates.\n',
    );
    await work.new(['person', '--name', 'Eva']);
    expect(work.text('provider/people.yaml')).toContain('  - id: eva\n');
    expect(findings()).toEqual([]);
  });

  test('lessons of others are not edited in place', async () => {
    expect(await work.refusal(['quiz', 'tie-a-bowline'])).toBe(
      `The lesson "tie-a-bowline" is not yours: ${paths.bowline}\nWhy: edited in place, it would conflict with the next update of the curriculum.\nDo:  npm run adapt tie-a-bowline`,
    );
    expect(await work.refusal(['lesson', '--provider', 'our-pier', '--after', 'belay-a-cleet'])).toBe(
      'There is no lesson "belay-a-cleet" to put it after. Did you mean "belay-a-cleat"?',
    );
  });
});
