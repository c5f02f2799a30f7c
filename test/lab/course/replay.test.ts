import { expect, test } from 'vitest';
import { Attempt, type Listener } from '../../../src/lab/attempt/attempt.ts';
import { NodeActors } from '../../../src/lab-host/actors/node-actors.ts';
import { courseImages } from '../../../src/lab-host/images.ts';
import { getCurriculum } from '../../../src/site/curriculum.ts';
import { practiceData } from '../../../src/site/practice-data.ts';

/** Commands of somebody at the lab of Services, and how long (ms) they wait after each. */
const TYPED: readonly [string, number][] = [
  [
    'for i in 1 2 3 4 5 6; do kubectl exec -n shop-test shell -- wget -qO- -T 5 http://shop-api:8080/products | head -c 40; done',
    8000,
  ],
  [
    "sed -i -e 's/{app: api}/{app: shop-api}/' -e 's/, tier: data//' services.yaml; kubectl expose deploy shop-web --port=8080 --target-port=http",
    3_000,
  ],
  ['kubectl apply -f services.yaml; kubectl rollout status deploy/shop-api', 30_000],
  ['kubectl set env deploy/shop-api FAULT=error-rate=50; kubectl delete pod shop-db-0', 67_123],
  [
    'for i in 1 2 3 4 5 6; do kubectl exec shell -- wget -qO- -T 3 http://shop-web:8080 | grep -E "Served|notice"; done',
    60_001,
  ],
  [
    'kubectl logs -l app=shop-api --tail=-1; kubectl logs -l app=shop-web --tail=-1; kubectl logs shop-db-0; kubectl get pods',
    10_000,
  ],
];

test('what was done with programs of a course can be done again, and leads to the same', async () => {
  const { lessons, courses } = getCurriculum();
  const lesson = lessons.get('services-and-dns');
  const lab = lesson && practiceData(lesson, courses);
  const images = await courseImages(lab?.start.images ?? [], courses);
  if (!lab || !images) throw new Error('The lab of Services is not there.');
  const listen = (said: string[]): Listener => ({
    output: (text) => said.push(text),
    begun: (command) => said.push(`$ ${command}\n`),
    ended: (code) => said.push(`[exit ${code}]\n`),
    edit: () => {},
    tasks: () => {},
  });
  const first: string[] = [];
  const again: string[] = [];
  const begun = await Attempt.begin(lab, listen(first), {
    seed: 7,
    start: Date.UTC(2026, 10, 29),
    programs: new NodeActors(images).program,
  });
  for (const [text, milliseconds] of TYPED) {
    expect(begun.act({ kind: 'command', terminal: 0, text })).toBe(true);
    await begun.practice.cluster.clock.step(milliseconds);
  }
  expect(first.join('')).toMatch(/FAULT=error-rate=50 makes this request fail/);
  expect(first.join('')).toMatch(/<p>Served by shop-web-/);
  await Attempt.again(lab, listen(again), begun.recording, { programs: new NodeActors(images).program });
  expect(again.join('')).toBe(first.join(''));
});
