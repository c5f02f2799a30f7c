import { describe, expect, test } from 'vitest';
import { siteAddress, sitePaths } from '../../src/curriculum/addresses.ts';
import { definitionsOf } from '../../src/site/definitions.ts';
import { assemble } from '../helpers/fixture.ts';
import { htmlOf, lessonOf, withText } from '../helpers/render.ts';

const edition = assemble(withText('Nothing.'));
const paths = sitePaths(siteAddress('https://example.org/k8s/'));

describe('the definitions beside a lesson', () => {
  test('are those of the terms that it links, and of its competencies, by the addresses of the links', () => {
    const lesson = lessonOf(edition, 'tie-a-bowline');
    const html = '<p>A <a class="term" href="/k8s/glossary/#cleat">cleat</a>.</p>';
    const definitions = definitionsOf(html, lesson, edition, paths);
    expect(definitions['/k8s/glossary/#cleat']).toBe('A fitting with two horns to which a rope is made fast.');
    expect(Object.keys(definitions)).toEqual([
      '/k8s/glossary/#cleat',
      ...lesson.competencies.map((id) => {
        const { examId } = edition.competencies.get(id) ?? { examId: '' };
        return paths.competency(examId, id);
      }),
    ]);
  });

  test('know the links as they are rendered', () => {
    const html = htmlOf('A <Term id="cleat">cleat</Term>.');
    const local = sitePaths(siteAddress('https://example.org/'));
    const found = definitionsOf(html, lessonOf(edition, 'tie-a-bowline'), edition, local);
    expect(found).toHaveProperty(['/glossary/#cleat']);
  });

  test('are none for terms that the lesson does not link', () => {
    const lesson = { ...lessonOf(edition, 'tie-a-bowline'), competencies: [] };
    expect(definitionsOf('<p>Nothing.</p>', lesson, edition, paths)).toEqual({});
  });
});
