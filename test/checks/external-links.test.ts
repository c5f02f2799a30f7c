import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askForLinks, externalLinks, filesWithUnknownLinks } from '../../src/checks/external-links.ts';
import { paths, readTiny, withChange } from '../helpers/fixture.ts';

function linksIn(text: string): string[] {
  const files = withChange(paths.cleat, (whole) => `${whole}\n${text}\n`);
  const known = new Set(externalLinks(readTiny()).map(({ address }) => address));
  return externalLinks(files).flatMap(({ address }) => (known.has(address) ? [] : [address]));
}

describe('addresses that readers are sent to', () => {
  test('in prose, without the sentence around them', () => {
    expect(linksIn('See [pods](https://kubernetes.io/docs/concepts/workloads/pods/), please.')).toEqual([
      'https://kubernetes.io/docs/concepts/workloads/pods/',
    ]);
    expect(linksIn('It is at https://en.wikipedia.org/wiki/Cleat_(nautical).')).toEqual([
      'https://en.wikipedia.org/wiki/Cleat_(nautical)',
    ]);
  });

  test.each([
    'https://shop.example/',
    'https://example.com/x',
    'http://localhost:8080/',
    'http://10.96.0.1/',
    'http://172.18.0.5/',
    'http://web.local/',
  ])('not %s, which is meant for nobody', (address) => {
    expect(linksIn(`Open [it](${address}).`)).toEqual([]);
  });

  test.each([
    ['[pods][p]\n\n[p]: <https://kubernetes.io/p>', 'https://kubernetes.io/p'],
    ['At www.kubernetes.io/p.', 'http://www.kubernetes.io/p'],
    ['[pods](https://kubernetes.io/a&amp;b\\_c)', 'https://kubernetes.io/a&b_c'],
    ['> - [pods](https://kubernetes.io/q)', 'https://kubernetes.io/q'],
  ])('as they are rendered: %s', (text, address) => {
    expect(linksIn(text)).toEqual([address]);
  });

  test.each([
    'ada@kubernetes.io',
    '{/* https://kubernetes.io/comment */}',
    '> ```bash\n> curl https://kubernetes.io/q\n> ```',
  ])('not in %s', (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  test('in texts of data and its sources, at their lines', () => {
    const quiz =
      'items:\n  - question: >-\n      See\n      [pods](https://kubernetes.io/p) and `https://kubernetes.io/code`\n    source: https://kubernetes.io/s\n    check: {run: curl https://kubernetes.io/run}\n';
    expect(externalLinks(new Map([['content/x/quiz.yaml', quiz]]))).toEqual([
      { address: 'https://kubernetes.io/p', places: ['content/x/quiz.yaml:4'] },
      { address: 'https://kubernetes.io/s', places: ['content/x/quiz.yaml:5'] },
    ]);
  });

  test('are unknown where a text cannot be parsed', () => {
    const files = new Map([
      ['content/x/lesson.mdx', '---\ntitle: x\n---\n<Callout>\n'],
      ['content/x/notes.yaml', 'a: [\n'],
      ['content/x/files/notes.yaml', 'a: [\n'],
    ]);
    expect(externalLinks(files)).toEqual([]);
    expect(filesWithUnknownLinks(files)).toEqual(['content/x/lesson.mdx', 'content/x/notes.yaml']);
  });

  test('not in code', () => {
    expect(linksIn('`https://kubernetes.io/code`\n\n```bash\ncurl https://kubernetes.io/fence\n```')).toEqual([]);
  });

  test('each once, with its places', () => {
    const [link] = externalLinks(
      new Map([['content/x.yaml', 'a: https://kubernetes.io/\nb: https://kubernetes.io/\n']]),
    );
    expect(link).toEqual({ address: 'https://kubernetes.io/', places: ['content/x.yaml:1', 'content/x.yaml:2'] });
  });
});

describe('asking for them', () => {
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const status = { '/fine': 200, '/moved': 301, '/gone': 404, '/refused': 403, '/ill': 503 }[request.url ?? ''];
      // Some servers know no HEAD.
      const known = request.url === '/get-only' ? (request.method === 'GET' ? 200 : 404) : (status ?? 404);
      response.writeHead(known, known === 301 ? { Location: '/fine' } : {}).end();
    });
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => server.close());

  test('tells what is gone, what has moved and what it could not learn', async () => {
    const names = ['/fine', '/fine#part', '/get-only', '/gone', '/ill', '/moved', '/refused'];
    const links = names.map((name) => ({ address: origin + name, places: ['x:1'] }));
    const unreachable = { address: 'http://127.0.0.1:1/', places: ['x:2'] };
    const answers = await askForLinks([...links, unreachable]);
    expect(Object.fromEntries(answers.map(({ address, state }) => [address.replace(origin, ''), state]))).toEqual({
      '/fine': 'alive',
      '/fine#part': 'alive',
      '/get-only': 'alive',
      '/gone': 'dead',
      '/ill': 'unknown',
      '/moved': 'moved',
      '/refused': 'unknown',
      'http://127.0.0.1:1/': 'unknown',
    });
  });
});
