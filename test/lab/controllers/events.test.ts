import { expect, test } from 'vitest';
import { Practice } from '../../../src/lab/practice.ts';

test('Events end an hour after they were last written', async () => {
  const practice = new Practice();
  const count = async (): Promise<string> =>
    (await practice.session.run('kubectl get events --no-headers 2>/dev/null | grep -c pod/p')).output.trim();
  await practice.session.run('kubectl run p --image=nginx');
  await practice.settle();
  expect(Number(await count())).toBeGreaterThan(2);
  await practice.cluster.clock.step(59 * 60_000);
  expect(Number(await count())).toBeGreaterThan(2);
  await practice.cluster.clock.step(2 * 60_000);
  expect(await count()).toBe('0');
});
