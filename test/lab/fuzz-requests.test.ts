import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readRecording } from '../../scripts/lab/recording.ts';
import type { ApiRequest } from '../../src/lab/api/protocol.ts';
import { Practice } from '../../src/lab/practice.ts';
import { randomFrom } from '../../src/lab/random.ts';
import { isLong } from '../helpers/long.ts';

const FOLDER = 'test/fixtures/recordings';
const COUNT = isLong ? 5000 : 500;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const;
const TYPES = [
  'application/json',
  'application/yaml',
  'application/merge-patch+json',
  'application/json-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
  'text/plain',
  '',
];
const VALUES: readonly unknown[] = [
  null,
  '',
  'x',
  0,
  -1,
  1e21,
  true,
  [],
  {},
  [null],
  [[]],
  { a: null },
  'é'.repeat(300),
];
const QUERIES = [
  'dryRun=All',
  'dryRun=x',
  'fieldValidation=Strict',
  'limit=-1',
  'limit=x',
  'continue=x',
  'labelSelector=a%20in',
  'fieldSelector=%3D',
  'resourceVersion=x',
  'watch=1&timeoutSeconds=1',
  'force=true&fieldManager=',
  'propagationPolicy=x',
  'gracePeriodSeconds=x',
  'pretty=true',
  '%',
];

/** What clients of recorded sessions ask for. */
async function recordedRequests(): Promise<ApiRequest[]> {
  const requests: ApiRequest[] = [];
  for (const file of readdirSync(FOLDER).slice(0, 6)) {
    const { files, steps } = readRecording(readFileSync(`${FOLDER}/${file}`, 'utf8'));
    const practice = new Practice(files);
    const { handle } = practice.cluster;
    practice.cluster.handle = (request) => {
      requests.push(request);
      return handle.call(practice.cluster, request);
    };
    for (const { kind, command } of steps.filter((step) => step.kind === 'command').slice(0, 25))
      if (kind === 'command' && !/timeout|-w\b|wait|sleep/.test(command)) await practice.session.run(command);
  }
  return requests;
}

test(`${COUNT} changed requests are answered with what they ask for or a Status, and none brings the server down`, async () => {
  const random = randomFrom(11);
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)] as Item;
  const requests = await recordedRequests();
  expect(requests.length).toBeGreaterThan(200);

  const changedData = (data: unknown): unknown => {
    if (random() < 0.15 || typeof data !== 'object' || data === null) return random() < 0.6 ? pick(VALUES) : data;
    const keys = Object.keys(data);
    if (keys.length === 0) return { [pick(['spec', 'metadata', 'x', 'kind'])]: pick(VALUES) };
    const key = pick(keys);
    const copy = structuredClone(data) as Record<string, unknown>;
    if (random() < 0.2) delete copy[key];
    else copy[key] = changedData(copy[key]);
    return copy;
  };
  const changedBody = (body: string): string => {
    try {
      return JSON.stringify(changedData(JSON.parse(body)));
    } catch {
      const at = Math.floor(random() * body.length);
      return `${body.slice(0, at)}${pick(['{', ':', '\t', '- ', '\u0000', '"', '&a *a', '\n  '])}${body.slice(at + 1)}`;
    }
  };
  const changedPath = (path: string): string => {
    const parts = path.split('/');
    const at = 1 + Math.floor(random() * Math.max(1, parts.length - 1));
    const kind = Math.floor(random() * 4);
    if (kind === 0) parts.splice(at, 1);
    else if (kind === 1) parts[at] = pick(pick(requests).path.split('/')) ?? '';
    else if (kind === 2)
      parts.splice(
        at,
        0,
        pick(['status', 'scale', 'log', 'exec', 'binding', 'token', '', '..', '%zz', 'x'.repeat(300)]),
      );
    else parts[at] = `${parts[at]}${pick(['?', '&a', '%00', 'Ä', '=', '?watch=true', '/'])}`;
    return parts.join('/');
  };

  let practice = new Practice();
  for (let index = 0; index < COUNT; index++) {
    if (index % 100 === 0) practice = new Practice();
    const original = pick(requests);
    const request: ApiRequest = {
      ...original,
      method: random() < 0.2 ? pick(METHODS) : original.method,
      path: random() < 0.4 ? changedPath(original.path) : original.path,
      headers: random() < 0.2 ? { ...original.headers, 'content-type': pick(TYPES) } : original.headers,
      ...(original.body !== undefined && { body: random() < 0.7 ? changedBody(original.body) : original.body }),
    };
    if (random() < 0.3) request.path += `${request.path.includes('?') ? '&' : '?'}${pick(QUERIES)}`;
    const shown = `${request.method} ${request.path}\n${request.headers['content-type'] ?? ''}\n${request.body ?? ''}`;
    const { status, body, stream } = await practice.cluster.handle(request);
    stream?.close();
    expect(status, shown).toBeGreaterThanOrEqual(200);
    expect(body, shown).not.toMatch(
      /TypeError|ReferenceError|RangeError|SyntaxError|is not a function|is not iterable|Cannot read|of undefined|of null|at .*\.ts:\d/,
    );
    if (status === 500) expect(body, shown).toMatch(/"kind":"Status"|^\{\n {2}"kind"|Status/);
    await practice.cluster.clock.step(20);
  }
});
