import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { reportCode } from '../../src/lab/runner/script/report.ts';
import { reportedOf } from '../../src/lab/runner/script/reported.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { violations } from '../helpers/axe.ts';
import { PracticePage } from '../helpers/practice-page.ts';
import { eventually } from '../helpers/screen.ts';
import { openSite, type Site } from '../helpers/site.ts';

const LESSON = 'lessons/deployments/';
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 } };

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterEach(() => site.closePages());
afterAll(() => site.close());

async function begin(options: object = DESK): Promise<PracticePage> {
  const lab = new PracticePage(await site.open(LESSON, options));
  await lab.open();
  return lab;
}

describe.each([
  ['a phone', PHONE],
  ['a desk', DESK],
])('the practice cluster on %s', (_, options) => {
  test('breaks a rollout and repairs it, and its tasks tick', async () => {
    const lab = await begin(options);
    expect(await lab.done()).toEqual([]);
    await lab.run('kubectl apply -f shop-web.yaml');
    await lab.wait('kubectl rollout status deployment/shop-web');
    await lab.run("sed -i 's/shop-web:1.1$/shop-web:1.2/' shop-web.yaml && kubectl apply -f shop-web.yaml");
    await lab.wait('kubectl rollout status deployment/shop-web');
    await eventually(() => lab.done()).toContain('roll-out');
    await lab.run("sed -i 's/shop-web:1.2$/shop-web:1.22/' shop-web.yaml && kubectl apply -f shop-web.yaml");
    expect(await lab.wait('kubectl rollout status deployment/shop-web')).toContain('Exit code 1');
    await eventually(() => lab.done()).toContain('let-it-stall');
    expect(await lab.run('kubectl get pods')).toMatch(/ErrImagePull|ImagePullBackOff/);

    // What was done is still there after the page was loaded again.
    await lab.page.reload();
    await lab.ready();
    expect(await lab.done()).toEqual(expect.arrayContaining(['roll-out', 'let-it-stall']));
    expect(await lab.run('kubectl rollout undo deployment/shop-web')).toContain('rolled back');
    await lab.wait('kubectl rollout status deployment/shop-web');
    await eventually(() => lab.done()).toContain('undo-it');
    await lab.run("sed -i 's/1.22$/1.2/' shop-web.yaml && kubectl apply -f shop-web.yaml");
    await eventually(() => lab.done()).toContain('back-in-line');
    // The lesson's own list knows it, too.
    await lab.page.getByRole('button', { name: 'Close the practice cluster' }).click();
    expect(await lab.page.locator('.lab [data-task="undo-it"] input').isChecked()).toBe(true);
  });
});

describe('the practice cluster', () => {
  test('is used with the keyboard alone', async () => {
    const page = await site.open(LESSON, DESK);
    const lab = new PracticePage(page);
    await page.locator('.lab-practice [data-practice]').focus();
    await page.keyboard.press('Enter');
    await lab.ready();
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Command');
    const type = async (command: string, printed: string | RegExp): Promise<void> => {
      await page.keyboard.type(command);
      await page.keyboard.press('Enter');
      await eventually(() => lab.printed()).toMatch(printed);
    };
    /** Waits for a rollout: Escape and Tab lead from the line to the buttons around it, and so does the way back. */
    const wait = async (printed: string | RegExp): Promise<void> => {
      await page.keyboard.type('kubectl rollout status deployment/shop-web');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '+5 min' }).focus();
      await page.keyboard.press('Enter');
      await eventually(() => lab.printed()).toMatch(printed);
      await lab.idle();
      await lab.terminal.locator('textarea').focus();
    };
    await type('kubectl apply -f shop-web.yaml', 'deployment.apps/shop-web created');
    await wait('successfully rolled out');
    const APPLY = 'shop-web.yaml && kubectl apply -f shop-web.yaml';
    await type(`sed -i 's/shop-web:1.1$/shop-web:1.2/' ${APPLY}`, 'shop-web configured');
    await wait('successfully rolled out');
    await eventually(() => lab.done()).toContain('roll-out');
    await type(`sed -i 's/shop-web:1.2$/shop-web:1.22/' ${APPLY}`, 'shop-web configured');
    await wait('exceeded its progress deadline');
    await eventually(() => lab.done()).toContain('let-it-stall');
    await type('kubectl rollout undo deployment/shop-web', 'rolled back');
    await wait('successfully rolled out');
    await page.keyboard.type('kubectl get po');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+u');
    await page.keyboard.press('ArrowUp');
    expect(await lab.terminal.locator('textarea').inputValue()).toContain('rollout status');
    await page.keyboard.press('Control+u');
    await page.keyboard.type('kubectl get pods -w');
    await page.keyboard.press('Enter');
    await eventually(() => lab.printed()).toContain('shop-web-');
    await page.keyboard.press('Control+c');
    await lab.idle();
    expect(await lab.printed()).toContain('Exit code 130');
    // An empty line lets Tab go on its way, and Escape does so for every line.
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('TEXTAREA');
    const tabs = page.getByRole('tab', { name: /^Tasks/ });
    await tabs.focus();
    await page.keyboard.press('End');
    expect(await page.getByRole('tab', { name: 'Files' }).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('button', { name: 'Close the practice cluster' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-practice'))).toBe(true);
  });

  test('has a second terminal, to watch while one acts', async () => {
    const lab = await begin();
    const { page } = lab;
    await page.getByRole('button', { name: 'Terminal 2' }).click();
    await lab.send('kubectl get pods --watch');
    await page.getByRole('button', { name: 'Terminal 1' }).click();
    await lab.run('kubectl run one --image=nginx');
    await page.getByRole('button', { name: 'Terminal 2' }).click();
    await eventually(() => lab.printed()).toMatch(/one +1\/1 +Running/);
    await page.keyboard.press('Control+c');
  });

  test('is exported, begun anew and imported', async () => {
    const lab = await begin();
    const { page } = lab;
    await lab.run('kubectl create configmap kept --from-literal=a=b');
    await page.getByRole('button', { name: 'Lab', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export what I did' }).click();
    const file = await (await download).path();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'practice-attempt', lesson: 'deployments' });
    await page.getByRole('button', { name: 'Lab', exact: true }).click();
    await page.getByRole('button', { name: 'Begin anew', exact: true }).click();
    await page.getByRole('button', { name: 'Remove it and begin anew' }).click();
    await page.locator('.practice-line textarea[disabled]').first().waitFor();
    await lab.ready();
    expect(await lab.run('kubectl get configmap kept')).toContain('NotFound');
    await page.locator('input[type=file]').setInputFiles(file);
    await eventually(() => lab.terminal.locator('.practice-log').textContent()).toContain('configmap/kept created');
    await lab.ready();
    expect(await lab.run('kubectl get configmap kept')).not.toContain('NotFound');
    await page.locator('input[type=file]').setInputFiles({
      name: 'other.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"format":"other"}'),
    });
    await page.getByText('This file is no lab that was exported here').waitFor();
    expect(await lab.run('kubectl get configmap kept')).not.toContain('NotFound');
  });

  test('edits files and objects in the page', async () => {
    const lab = await begin();
    const { page } = lab;
    await lab.show('Files');
    await page.getByRole('button', { name: 'shop-web.yaml' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('apiVersion: v1\nkind: ConfigMap\nmetadata: {nam: note}\n');
    await page.locator('.practice-findings').getByText('nam').first().waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: note}\ndata: {key: old}\n');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    expect(await lab.run('kubectl apply -f shop-web.yaml')).toContain('configmap/note created');
    await lab.send('kubectl edit configmap note');
    await page.getByRole('button', { name: 'Save' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('nonsense: [');
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: 'Throw them away' }).click();
    await lab.idle();
    expect(await lab.printed()).toContain('Edit cancelled');
  });

  test('is open in one tab, and can be taken over by another', async () => {
    const lab = await begin();
    await lab.run('kubectl create configmap kept --from-literal=a=b');
    const other = new PracticePage(await lab.page.context().newPage());
    await other.page.goto(site.address(LESSON));
    await other.page.getByRole('button', { name: 'Open the practice cluster' }).click();
    await other.page.getByText('This lab is open in another tab.').waitFor();
    await other.page.getByRole('button', { name: 'Go on here' }).click();
    await other.ready();
    expect(await other.run('kubectl get configmap kept')).not.toContain('NotFound');
    await lab.page.getByText('This lab goes on in another tab.').waitFor();
  });

  test('is forgotten with the rest of what somebody did', async () => {
    const lab = await begin();
    const { page } = lab;
    await lab.run('kubectl create configmap kept --from-literal=a=b');
    await page.goto(site.address('progress/'));
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByText('Your progress was erased.').waitFor();
    await page.goto(site.address(LESSON));
    await lab.ready();
    expect(await lab.run('kubectl get configmap kept')).toContain('NotFound');
  });

  test('goes on without a network, and loads what it has not used yet', async () => {
    const lab = await begin();
    const { page } = lab;
    await lab.run('kubectl create configmap kept --from-literal=a=b');
    // The last part that comes by itself.
    const isKept = (): Promise<boolean> =>
      page.evaluate(async () => {
        const names = await caches.keys();
        const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        const paths = kept.flat().map(({ url }) => url);
        return ['/open.', '/worker-', '/practice.json', '/load-', '/openssl-'].every((part) =>
          paths.some((path) => path.includes(part)),
        );
      });
    await eventually(isKept).toBe(true);
    await site.goOffline();
    try {
      await page.reload();
      await lab.ready();
      expect(await lab.run("kubectl get configmap kept -o json | jq '.data'")).toContain('"a": "b"');
    } finally {
      await site.goOnline();
    }
  });

  test.each([
    ['a phone, in light colors', PHONE, 'light'],
    ['a desk, in dark colors', DESK, 'dark'],
  ] as const)('has nothing on %s that keeps people out', async (_, options, colorScheme) => {
    const lab = await begin({ ...options, colorScheme });
    await lab.run('kubectl apply -f shop-web.yaml');
    for (const pane of ['Tasks', 'Terminal', 'Cluster', 'Events', 'Files']) {
      await lab.show(pane);
      expect(await violations(lab.page, '.practice'), pane).toEqual([]);
    }
    expect(await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  test('ticks tasks that check.sh reports of a cluster of one’s own, and says that they are reported', async () => {
    const page = await site.open(LESSON, DESK);
    const { lab } = getCurriculum().lessons.get('deployments') ?? {};
    const tasks = lab?.tasks ?? [];
    const done = tasks.slice(0, 2).map(({ id }) => id);
    const codeOf = (lesson: string, present = tasks): string =>
      reportCode(reportedOf({ lesson, lab: { tasks: present } }), done);
    const code = codeOf('deployments');
    const own = page.locator('.lab-own');
    await own.locator('summary').click();
    for (const [typed, answer] of [
      [code.replace(/^./, code.startsWith('A') ? 'B' : 'A'), /no whole code/],
      [codeOf('pods'), /another lab/],
      [codeOf('deployments', tasks.slice(1)), /older edition/],
      [` ${code.toLowerCase()}`, /^2 tasks/],
    ] as const) {
      await own.getByRole('textbox').fill(typed);
      await own.getByRole('button').click();
      await eventually(() => own.locator('output').textContent()).toMatch(answer);
    }
    for (const id of done) {
      const task = page.locator(`.lab [data-task="${id}"] .task-done`);
      expect(await task.locator('input').isChecked()).toBe(true);
      expect(await task.locator('.task-reported').isVisible()).toBe(true);
    }
  });

  test('can be used by thumb: places are kept, lines end without a key that has a name, and links lead to the text', async () => {
    const lab = await begin(PHONE);
    const { page } = lab;
    const top = (): Promise<number> => page.locator('.practice-panes').evaluate(({ scrollTop }) => scrollTop);
    await page.locator('.practice-tasks [data-task="undo-it"]').evaluate((task) => task.scrollIntoView());
    const place = await top();
    expect(place).toBeGreaterThan(200);
    for (const pane of ['Cluster', 'Tasks']) await lab.show(pane);
    expect(await top()).toBe(place);

    // Keyboards of phones name no key while a word is being composed.
    await lab.show('Terminal');
    const line = lab.terminal.getByLabel('Command', { exact: true });
    await line.fill('echo "one');
    const keyboard = await page.context().newCDPSession(page);
    const end = { type: 'keyDown', key: 'Unidentified', windowsVirtualKeyCode: 229, text: '\r' } as const;
    await keyboard.send('Input.dispatchKeyEvent', end);
    // A quote is open: what was typed stays in sight.
    await eventually(() => line.inputValue()).toBe('echo "one\n');
    expect(await lab.run('echo "one\ntwo"')).toContain('one\ntwo\n');
    await lab.send('cat');
    await lab.terminal.getByLabel('Input for the command that runs').fill('seen');
    await lab.terminal.getByRole('button', { name: 'Enter: run the command' }).click();
    await eventually(() => lab.printed()).toMatch(/seen\nseen\n$/);

    // A keyboard takes half of the screen: there is still something to read above the line.
    await page.setViewportSize({ width: 360, height: 400 });
    await eventually(() =>
      lab.terminal.locator('.practice-log').evaluate(({ clientHeight }) => clientHeight),
    ).toBeGreaterThan(100);
    await page.setViewportSize(PHONE.viewport);

    await lab.show('Tasks');
    await page.getByText('Where the lab begins').click();
    await page.locator('.practice-beginning a').click();
    await eventually(() => page.locator('.practice').count()).toBe(0);
    expect(page.url()).toMatch(/#create-a-deployment$/);
  });

  test('costs nothing before it is asked for', async () => {
    const asked: string[] = [];
    const page = await site.open(LESSON, DESK, async (opened) => {
      opened.on('request', (request) => asked.push(request.url()));
    });
    const html = await page.locator('.lab-practice').evaluate((node) => node.outerHTML.length);
    expect(html).toBeLessThan(1024);
    expect(asked.filter((url) => /practice|worker/.test(url) && !url.endsWith('sw.js'))).toEqual([]);
  });
});
