import { expect, test } from 'vitest';
import { bundleEngine } from '../../scripts/lab/bundle.ts';
import { commandOf } from '../../src/lab/kubectl/commands/index.ts';
import table from '../../src/lab/kubectl/table.json' with { type: 'json' };
import { Practice } from '../../src/lab/practice.ts';
import { Clock } from '../../src/lab/time/clock.ts';
import { loadAll, Part } from '../../src/lab/time/part.ts';

/** What the cluster and kubectl may weigh up to the prompt, as brotli. Raise it with a reason only: see docs/decisions/0015-parts-of-the-practice-cluster.md */
const LIMIT_KB = 151;

test('a prompt waits for nothing that few need, and what it waits for stays small', async () => {
  const chunks = await bundleEngine();
  const modules = chunks.flatMap((chunk) => chunk.modules);
  for (const name of ['kubectl/commands/get.ts', 'kubectl/commands/apply.ts', 'api/server.ts', 'node/kubelet.ts'])
    expect(modules).toContain(`src/lab/${name}`);
  const late =
    /\/(describe|explain|help|kustomize|openapi|reviews|custom\/validate|groups)|cel-js|node_modules\/(yaml|diff)\/|jsonpath|template|pod-security/;
  expect(modules.filter((name) => late.test(name))).toEqual([]);
  expect(chunks.reduce((sum, { brotli }) => sum + brotli, 0) / 1024).toBeLessThan(LIMIT_KB);
});

test('every command of kubectl is found in its group', async () => {
  const names = Object.keys(table).filter((name) => name !== '' && name !== 'options');
  const leaves = names.filter((name) => !names.some((other) => other.startsWith(`${name} `)));
  const clock = new Clock(0);
  const missing: string[] = [];
  for (const name of leaves) if (!(await commandOf(name, clock))) missing.push(name);
  expect(missing).toEqual([]);
});

/** What happens when some wait for parts and others for the clock. */
async function course(parts: readonly Part<string>[]): Promise<string[]> {
  const clock = new Clock(0);
  const log: string[] = [];
  const note = (what: string): void => void log.push(`${clock.now()} ${what}`);
  const loader = async (part: Part<string>): Promise<void> => {
    note(`${await clock.load(part)} is there`);
    await clock.sleep(10);
    note('slept');
  };
  const sleeper = async (): Promise<void> => {
    await Promise.resolve();
    note('begun');
    await clock.sleep(5);
    note('slept a little');
  };
  await clock.until(Promise.all([...parts.map(loader), sleeper()]));
  return log;
}

test('the clock stands still while parts come, and nothing depends on when they do', async () => {
  const slow = new Part('slow', async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return 'slow';
  });
  const quick = new Part('quick', async () => 'quick');
  const cold = await course([slow, quick]);
  expect(cold).toEqual(['0 begun', '0 slow is there', '0 quick is there', '5 slept a little', '10 slept', '10 slept']);
  expect(await course([slow, quick])).toEqual(cold);
});

test('a part that cannot be reached is said so, and can be asked for again', async () => {
  let isReachable = false;
  const part = new Part('help', async () => {
    if (!isReachable) throw new TypeError('Failed to fetch');
    return 'here';
  });
  const clock = new Clock(0);
  await expect(clock.until(clock.load(part))).rejects.toThrow(
    'a part of the practice cluster (help) cannot be loaded: Failed to fetch. Check the connection, then do it again.',
  );
  expect(() => part.here).toThrow('used before it is loaded');
  isReachable = true;
  expect(await clock.until(clock.load(part))).toBe('here');
});

test('all parts can be loaded beforehand, one after the other', async () => {
  new Practice();
  let pauses = 0;
  const own = new Part('own', async () => 'own');
  await loadAll(async () => {
    pauses++;
  });
  expect(own.here).toBe('own');
  expect(pauses).toBeGreaterThan(12);
});
