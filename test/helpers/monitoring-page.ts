import type { Locator, Page } from 'playwright-core';

/** How long a lab may take to start on a slow machine. It ends what hangs and measures nothing. */
const PATIENCE_MS = 60_000;

/** A page in which a lab on monitoring is open, as somebody uses it. */
export class MonitoringPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The line for queries, plain or with its editor. */
  get line(): Locator {
    return this.page.locator('.monitoring-line').getByRole('textbox');
  }

  get answer(): Locator {
    return this.page.locator('.monitoring-answer');
  }

  /** Waits until the lab can be used. */
  async ready(): Promise<void> {
    await this.page.locator('.practice-notice').waitFor({ state: 'hidden', timeout: PATIENCE_MS });
    await this.page.locator('.practice-sum').waitFor({ state: 'attached' });
  }

  async open(): Promise<void> {
    await this.page.locator('[data-monitoring]').click();
    await this.page.locator('.practice').waitFor();
    await this.ready();
  }

  /** Shows a view. */
  async show(name: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name });
    if (await tab.isVisible()) await tab.click();
  }

  /** Types a query and runs it with Enter. */
  async ask(query: string): Promise<void> {
    await this.show('Query');
    await this.line.fill(query);
    await this.line.press('Escape');
    await this.line.press('Enter');
  }

  /** Writes a file in the editor, and saves it. */
  async write(name: string, text: string): Promise<void> {
    await this.show('Files');
    const file = this.page.locator('.practice-file', { hasText: name });
    if ((await file.count()) > 0) await file.click();
    else {
      await this.page.locator('.practice-files-pane .practice-new input').fill(name);
      await this.page.locator('.practice-files-pane .practice-new button').click();
    }
    await this.page.locator('.practice-code .cm-content').fill(text);
    await this.page.locator('.practice-editor-head').getByRole('button', { name: 'Save' }).click();
    await this.page.locator('.practice-editor-head').getByRole('button', { name: 'Close' }).click();
  }

  /** How far the clock of the attempt is that the browser has kept, in milliseconds; 0 if there is none. */
  kept(): Promise<number> {
    return this.page.evaluate(
      () =>
        new Promise<number>((done) => {
          const asked = indexedDB.open('practice:/', 1);
          asked.onsuccess = () => {
            const all = asked.result.transaction('attempts').objectStore('attempts').getAll();
            all.onsuccess = () => {
              asked.result.close();
              done(Math.max(0, ...all.result.map((text: string) => (JSON.parse(text) as { until: number }).until)));
            };
          };
        }),
    );
  }

  /** Ids of the tasks that are done. */
  done(): Promise<string[]> {
    return this.page
      .locator('.practice-tasks [data-done]')
      .evaluateAll((tasks) => tasks.map((task) => (task as HTMLElement).dataset.task ?? ''));
  }
}
