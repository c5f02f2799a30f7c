import { describe, expect, test } from 'vitest';
import { isInOtherScript, queryOf, rankOf, similarTerms, wordsOf } from '../../../../src/site/client/search/words.ts';

describe('a query', () => {
  test.each([
    ['container-image', 'container image'],
    ['container image', 'container image'],
    ['container‑image', 'container image'],
    ['--dry-run=client', 'dry run client'],
    ['kubectl.kubernetes.io/last-applied', 'kubectl kubernetes io last applied'],
    ['readinessProbe', 'readinessProbe'],
    ['$HOME', 'HOME'],
    ['"a-b" c-d', '"a-b" c d'],
    ['---', ''],
  ])('%j is searched as %j', (typed, query) => {
    expect(queryOf(typed)).toBe(query);
  });

  test('has words, those in quotes together', () => {
    expect(wordsOf('a "b c" d')).toEqual(['a', '"b c"', 'd']);
  });
});

describe('terms that may have been meant', () => {
  const terms = ['Pod', 'Deployment', 'DaemonSet', 'etcd', 'control plane'];
  test.each([
    ['deploiment', ['Deployment']],
    ['ectd', []],
    ['etc', ['etcd']],
    ['contol plane', ['control plane']],
    ['demonset', ['DaemonSet']],
    ['zebra', []],
  ])('by %j are %j', (query, similar) => {
    expect(similarTerms(query, terms)).toEqual(similar);
  });
});

describe('another script', () => {
  test.each([
    ['容器', 'en', true],
    ['контейнер', 'de', true],
    ['حاوية', 'en-GB', true],
    ['Pod 容器', 'en', false],
    ['容器', 'ja', false],
    ['контейнер', 'uk', false],
    ['container', 'ja', false],
    ['123', 'en', false],
    ['größe', 'en', false],
  ])('%j on a site in %s: %s', (query, language, isOther) => {
    expect(isInOtherScript(query, language)).toBe(isOther);
  });
});

test('lessons stand before terms, terms before exams, exams before what contributors need', () => {
  const kinds = ['rule', 'exam', 'glossary', 'lesson', 'guide', 'course'];
  expect(kinds.toSorted((one, other) => rankOf(one) - rankOf(other))).toEqual([
    'lesson',
    'glossary',
    'course',
    'exam',
    'rule',
    'guide',
  ]);
});
