import { describe, expect, test } from 'vitest';
import { ContainerFiles } from '../../../src/lab/images/container-files.ts';
import type { ContainerWorld } from '../../../src/lab/node/world.ts';
import { courseImages } from '../../../src/lab-host/images.ts';
import { getCurriculum } from '../../../src/site/curriculum.ts';

const DB = 'ghcr.io/commonhelm/shop-db:1.0';

/** A container of a Pod, with a volume at /srv/shop if that is wished for. */
const world = (security: object, hasVolume = false): ContainerWorld => ({
  id: 'uid shop-db 0',
  pod: {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'shop-db', uid: 'uid', resourceVersion: '1', creationTimestamp: '2026-11-28T00:00:00Z' },
    spec: {},
  },
  container: { name: 'shop-db', image: DB, securityContext: security },
  image: DB,
  hostname: 'shop-db',
  address: '10.244.1.5',
  arguments: [],
  hasCommand: false,
  environment: new Map(),
  folder: '/',
  mounts: hasVolume ? [{ path: '/srv/shop', store: 'pod uid data', subPath: '', isReadOnly: false }] : [],
});

describe('the files of an image whose user is not root', async () => {
  const images = await courseImages([DB], (await getCurriculum()).courses.values());
  const { user, owned, folders } = images?.images[DB] ?? { user: 0, owned: [], folders: [] };
  const of = (security: object, hasVolume = false) =>
    new ContainerFiles().of(world(security, hasVolume), true, folders, { user, owned });

  test('belong to root, but for what the Containerfile gives to the user', () => {
    expect(owned).toEqual(['/data']);
    const files = of({});
    files.write('/data/shop.log', 'a line');
    files.write('/tmp/note', 'anybody may');
    expect(files.read('/data/shop.log')).toBe('a line');
    expect(() => files.makeFolder('/srv/shop')).toThrow('permission denied');
    expect(() => files.write('/etc/hosts', '')).toThrow('permission denied');
    expect(() => files.remove('/etc/hosts')).toThrow('permission denied');
    expect(() => files.makeFolder('/srv')).not.toThrow();
  });

  test.each([
    ['a volume', {}, true, '/srv/shop/shop.log', undefined],
    ['root', { runAsUser: 0 }, false, '/etc/motd', undefined],
    ['another user', { runAsUser: 10001 }, false, '/data/shop.log', 'permission denied'],
    ['a file system to read only', { readOnlyRootFilesystem: true }, false, '/data/shop.log', 'read-only file system'],
  ])('with %s', (_, security, hasVolume, path, problem) => {
    const write = () => of(security, hasVolume).write(path, 'x');
    if (problem) expect(write).toThrow(problem);
    else expect(write).not.toThrow();
  });
});
