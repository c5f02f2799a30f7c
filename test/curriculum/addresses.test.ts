import { describe, expect, test } from 'vitest';
import { siteAddress, sitePaths } from '../../src/curriculum/addresses.ts';

describe('the address of a site', () => {
  test.each([
    ['https://tiny.example/', 'https://tiny.example', '/'],
    ['https://tiny.example', 'https://tiny.example', '/'],
    ['https://tiny.example/school', 'https://tiny.example', '/school/'],
    ['https://tiny.example/school/', 'https://tiny.example', '/school/'],
    ['http://localhost:4321/a/b/', 'http://localhost:4321', '/a/b/'],
  ])('%s is the origin %s and the base %s', (url, origin, base) => {
    expect(siteAddress(url)).toEqual({ origin, base });
  });

  test('that is none is an error', () => {
    expect(() => siteAddress('tiny.example')).toThrow();
  });
});

describe.each(['/', '/school/'])('paths of a site at %s', (base) => {
  const paths = sitePaths({ origin: 'https://tiny.example', base });

  test('lead to lessons by id alone, with or without a heading', () => {
    expect(paths.lesson('code-flags')).toBe(`${base}lessons/code-flags/`);
    expect(paths.lesson('code-flags', 'by-day')).toBe(`${base}lessons/code-flags/#by-day`);
  });

  test('lead to files of lessons whatever their names are', () => {
    expect(paths.lessonFile('a', 'deep/er/größe (2).yaml.txt')).toBe(
      `${base}lessons/a/files/deep/er/gr%C3%B6%C3%9Fe%20(2).yaml.txt`,
    );
  });

  test('lead to everything else', () => {
    expect(paths.page('')).toBe(base);
    expect(paths.term('cleat')).toBe(`${base}glossary/#cleat`);
    expect(paths.course('harbor')).toBe(`${base}courses/harbor/`);
    expect(paths.exam('TCS')).toBe(`${base}exams/tcs/`);
    expect(paths.competency('TCS', 'TCS-NAV-1')).toBe(`${base}exams/tcs/#tcs-nav-1`);
    expect(paths.socialImage('a')).toBe(`${base}lessons/a/social.png`);
    expect(paths.citation('a', 'bib')).toBe(`${base}lessons/a/cite.bib`);
    expect(paths.citation('a', 'json')).toBe(`${base}lessons/a/cite.json`);
  });

  test('become whole addresses', () => {
    expect(paths.absolute(paths.lesson('a'))).toBe(`https://tiny.example${base}lessons/a/`);
  });
});
