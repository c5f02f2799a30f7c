import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LOOPBACK, siteServer } from '../../src/site/server.ts';

let root = '';
let server: Server | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'server-'));
  mkdirSync(join(root, 'dist/page'), { recursive: true });
  writeFileSync(join(root, 'dist/index.html'), '<p>Home</p>');
  writeFileSync(join(root, 'dist/page/index.html'), '<p>Page</p>');
  writeFileSync(join(root, 'secret.txt'), 'secret');
});
afterEach(async () => {
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  rmSync(root, { recursive: true });
});

async function serve(): Promise<string> {
  server = siteServer(join(root, 'dist'), '/');
  await new Promise((done) => server?.listen(0, LOOPBACK, () => done(undefined)));
  return `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`;
}

describe('the server of a built site', () => {
  test('serves pages and files', async () => {
    const address = await serve();
    expect(await (await fetch(`${address}/`)).text()).toBe('<p>Home</p>');
    expect(await (await fetch(`${address}/page/?a=b#c`)).text()).toBe('<p>Page</p>');
  });

  test('goes on when the site has no page for what is not there, and says what to do', async () => {
    const address = await serve();
    const answer = await fetch(`${address}/nothing/`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('npm run build');
    writeFileSync(join(root, 'dist/404.html'), '<p>Nothing</p>');
    expect(await (await fetch(`${address}/nothing/`)).text()).toBe('<p>Nothing</p>');
    rmSync(join(root, 'dist'), { recursive: true });
    expect((await fetch(`${address}/`)).status).toBe(404);
  });

  test('follows no link out of the site', async () => {
    symlinkSync(join(root, 'secret.txt'), join(root, 'dist/link.txt'));
    symlinkSync(root, join(root, 'dist/up'));
    symlinkSync(join(root, 'secret.txt'), join(root, 'dist/named.html'));
    const address = await serve();
    for (const path of ['link.txt', 'up/secret.txt', 'up/dist/index.html/../../secret.txt', 'named', 'named.html']) {
      const answer = await fetch(`${address}/${path}`);
      expect([path, answer.status, await answer.text()]).toEqual([path, 404, expect.not.stringContaining('secret')]);
    }
  });

  test.each(['/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%00', '/%', '/page/..%5c..%5csecret.txt'])(
    'gives nothing away for %s',
    async (path) => {
      const answer = await fetch((await serve()) + path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('secret\n');
    },
  );
});
