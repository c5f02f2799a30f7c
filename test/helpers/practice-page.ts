import type { Locator, Page } from 'playwright-core';
import { eventually } from './screen.ts';

/** How long a lab may take to start on a slow machine. It ends what hangs and measures nothing. */
const PATIENCE_MS = 60_000;

/** A page in which the practice cluster of a lab is open, as somebody uses it. */
export class PracticePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The terminal that is shown. */
  get terminal(): Locator {
    return this.page.locator('.practice-terminal:not([hidden])');
  }

  /** Presses the button of the lab, and waits for a prompt. */
  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Open the practice cluster' }).click();
    await this.ready();
  }

  /** Waits for a prompt. */
  async ready(): Promise<void> {
    await this.page
      .locator('.practice-line textarea:not([disabled])')
      .first()
      .waitFor({ state: 'attached', timeout: PATIENCE_MS });
  }

  /** Shows a pane; on a desk the terminal is there already. */
  async show(name: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name: new RegExp(`^${name}`) });
    if (await tab.isVisible()) await tab.click();
  }

  /** Sends a command. */
  async send(command: string): Promise<void> {
    await this.show('Terminal');
    const line = this.terminal.getByLabel('Command', { exact: true });
    await line.fill(command);
    await line.press('Enter');
  }

  /** Sends a command, and waits until it has ended. Gives all that stands in the log behind it. */
  async run(command: string): Promise<string> {
    const before = await this.count(command);
    await this.send(command);
    await eventually(() => this.count(command)).toBeGreaterThan(before);
    await this.idle();
    return this.printed();
  }

  /** Waits until no command runs. */
  async idle(): Promise<void> {
    await this.terminal.locator('.practice-type:not([data-busy])').waitFor({ state: 'attached', timeout: PATIENCE_MS });
  }

  /** What the last command has printed. */
  printed(): Promise<string> {
    return this.terminal
      .locator('.practice-run')
      .last()
      .evaluate((run) => run.textContent ?? '');
  }

  /** Sends a command that waits for something, and skips the time until it has ended. Gives all that it has printed. */
  async wait(command: string): Promise<string> {
    const before = await this.count(command);
    await this.send(command);
    await eventually(() => this.count(command)).toBeGreaterThan(before);
    await this.skip();
    await this.idle();
    return this.printed();
  }

  /** Skips five minutes of the cluster's time. */
  async skip(): Promise<void> {
    await this.page.getByRole('button', { name: '+5 min' }).click();
  }

  /** Ids of the tasks that are done. */
  done(): Promise<string[]> {
    return this.page
      .locator('.practice-tasks [data-task][data-done]')
      .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset.task ?? ''));
  }

  private count(command: string): Promise<number> {
    return this.terminal
      .locator('.practice-command kbd')
      .evaluateAll((typed, text) => typed.filter(({ textContent }) => textContent === text).length, command);
  }
}
