import { afterAll, beforeAll, describe, expect } from 'vitest';
import { violations } from '../helpers/axe.ts';
import { isLong, longTest } from '../helpers/long.ts';
import { PracticePage } from '../helpers/practice-page.ts';
import { eventually } from '../helpers/screen.ts';
import { openTinySite, type TinySite } from '../helpers/tiny-site.ts';

const LAB = `title: Two harbors
goal: You will have found your way between two clusters.
environment: cluster
minutes: 10
start: |
  There are two clusters.
cluster:
  context: kind-harbor
  namespace: deck
  further:
    - context: kind-island
      namespace: hold
      images: ["nginx:1.29"]
tasks:
  - id: run-it-there
    title: Run a page on the island
    text: Use the context \`kind-island\`, and make a Deployment \`page\` of the image \`nginx:1.29\`.
    objectives: [tie]
    check:
      kind: conditions
      conditions:
        - kind: exists
          context: kind-island
          resource: Deployment
          name: page
          message: The island has a Deployment "page".
    solution: |
      \`\`\`bash
      kubectl --context kind-island create deployment page --image=nginx:1.29
      \`\`\`
`;

// What they show is told by test/lab/runner/several-clusters.test.ts; here it is whether the page shows it.
describe.skipIf(!isLong)('a lab with two clusters', () => {
  let site: TinySite;
  beforeAll(async () => {
    site = await openTinySite((content) => content.write('content/courses/harbor/mooring/tie-a-bowline/lab.yaml', LAB));
  }, 300_000);
  afterAll(() => site?.close());

  longTest('shows the cluster of the current context, and another one if somebody wants it', async () => {
    const lab = new PracticePage(await site.open('lessons/tie-a-bowline/', { viewport: { width: 1440, height: 900 } }));
    await lab.open();
    await lab.run('kubectl --context kind-island create deployment page --image=nginx:1.29');
    await eventually(() => lab.done()).toEqual(['run-it-there']);
    await lab.show('Cluster');
    const choice = lab.page.locator('.practice-choice:visible select');
    const pods = (): Promise<string[]> => lab.page.locator('.practice-pod b').allTextContents();
    expect(await choice.locator('option').allTextContents()).toEqual(['kind-harbor (current context)', 'kind-island']);
    expect(await pods()).toEqual([]);
    await choice.selectOption('kind-island');
    await eventually(async () => (await pods()).length).toBe(1);
    await lab.run('kubectl config use-context kind-harbor');
    expect(await choice.inputValue()).toBe('kind-island');
    await choice.selectOption('kind-harbor');
    await eventually(pods).toEqual([]);
    await lab.run('kubectl config use-context kind-island');
    await eventually(() => choice.inputValue()).toBe('kind-island');
    await eventually(async () => (await pods()).length).toBe(1);
    // What the lesson itself has is told by other tests.
    expect((await violations(lab.page)).filter((one) => one.includes('practice'))).toEqual([]);
    await lab.show('Events');
    await eventually(() => lab.page.locator('.practice-story').textContent()).toContain('page');
  });
});
