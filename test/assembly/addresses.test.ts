import { afterEach, expect, test, vi } from 'vitest';
import { builtAddress, pathsOf } from '../../src/assembly/addresses.ts';

const identity = { url: 'https://tiny.example/' };

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a site is built for the address of its identity', () => {
  vi.stubEnv('SITE_URL', '');
  expect(builtAddress(identity)).toEqual({ origin: 'https://tiny.example', base: '/' });
});

test('the address may be overridden, as for a preview', () => {
  vi.stubEnv('SITE_URL', 'https://preview.example/pr-1');
  expect(builtAddress(identity)).toEqual({ origin: 'https://preview.example', base: '/pr-1/' });
  expect(pathsOf(identity).page('exams/')).toBe('/pr-1/exams/');
});
