import { describe, expect, test } from 'vitest';
import { courseJsonLd } from '../../src/attribution/course-json-ld.ts';
import { jsonForScript } from '../../src/attribution/json-ld.ts';
import { loadTiny } from '../helpers/fixture.ts';
import { attributionOf } from '../helpers/lesson-page.ts';

const tiny = loadTiny();

describe('the JSON-LD of a lesson', () => {
  const { jsonLd } = attributionOf('compass-course', tiny);

  test('is a learning resource with license, creators and copyright', () => {
    expect(jsonLd).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'LearningResource',
      '@id': 'https://tiny.example/lessons/compass-course/',
      license: 'https://creativecommons.org/licenses/by/4.0/',
      creator: [
        { '@type': 'Person', name: 'Ada Anchor', url: 'https://people.example/ada' },
        { '@type': 'Person', name: 'Ben Buoy' },
        { '@type': 'Organization', name: 'The Tiny Harbor Crew', url: 'https://tiny.example/crew' },
      ],
      copyrightHolder: { '@type': 'Organization', name: 'The Tiny Harbor Authors' },
      copyrightNotice: '© 2026 The Tiny Harbor Authors',
      usageInfo: 'https://creativecommons.org/licenses/by/4.0/legalcode.en#s5',
      version: '1.2.0',
      datePublished: '2026-05-17',
      dateModified: '2026-05-09',
      inLanguage: 'en',
      isAccessibleForFree: true,
      timeRequired: 'PT8M',
      educationalLevel: 'intermediate',
    });
  });

  test('says what the lesson teaches, what it needs and what it is part of', () => {
    expect(jsonLd).toMatchObject({
      teaches: ['Convert a true course into a magnetic one', 'Steer the course'],
      competencyRequired: ['Code flags'],
      isPartOf: { '@type': 'Course', '@id': 'https://tiny.example/courses/open-sea/', name: 'On the open sea' },
      educationalAlignment: [{ educationalFramework: 'TCS', targetName: 'TCS-NAV-1: Steer by compass' }],
    });
    expect(jsonLd.creditText).toContain('“Steer a compass course” by Ada Anchor, Ben Buoy and The Tiny Harbor Crew');
  });

  test('leaves out the address of a person who has none', () => {
    expect(JSON.stringify(jsonLd.creator)).not.toContain('null');
    expect((jsonLd.creator as object[])[1]).not.toHaveProperty('url');
  });

  test('cannot close the script that holds it', () => {
    const text = jsonForScript({ name: '</script><script>alert(1)</script><!--' });
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toEqual({ name: '</script><script>alert(1)</script><!--' });
  });
});

describe('the JSON-LD of a course', () => {
  test('lists its published lessons in order, with license and duration', () => {
    const course = tiny.courses[0];
    if (!course) throw new Error('there is no course');
    const data = courseJsonLd(
      course,
      tiny,
      'https://tiny.example/courses/harbor/',
      (id) => `https://tiny.example/lessons/${id}/`,
    );
    expect(data).toMatchObject({
      '@type': 'Course',
      name: 'Leaving harbor',
      license: 'https://creativecommons.org/licenses/by/4.0/',
      timeRequired: 'PT28M',
      isAccessibleForFree: true,
    });
    expect((data.hasPart as { '@id': string }[]).map((part) => part['@id'])).toEqual([
      'https://tiny.example/lessons/tie-a-bowline/',
      'https://tiny.example/lessons/belay-a-cleat/',
      'https://tiny.example/lessons/code-flags/',
    ]);
  });
});
