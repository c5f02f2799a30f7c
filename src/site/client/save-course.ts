import { BASE } from './every-page/storage.ts';
import type { Order, Told } from './offline/messages.ts';

/** Saves a course for reading it without a network, says how far that is, and removes it again. */
class SaveCourse extends HTMLElement {
  private readonly button = document.createElement('button');
  private readonly bar = document.createElement('progress');
  private readonly status = document.createElement('p');

  private get cache(): string {
    return `course:${BASE}:${this.dataset.course}`;
  }

  async connectedCallback(): Promise<void> {
    if (!('serviceWorker' in navigator) || !('caches' in window) || !document.body.dataset.worker) return;
    this.button.type = 'button';
    this.status.setAttribute('role', 'status');
    this.bar.setAttribute('aria-label', this.dataset.saving ?? '');
    this.bar.hidden = true;
    this.append(this.button, this.bar, this.status);
    this.button.addEventListener('click', () => void this.act());
    await this.show();
    this.hidden = false;
  }

  /** Whether all of the course is there: its list is kept last. */
  private async isSaved(): Promise<boolean> {
    const list = `${BASE}courses/${this.dataset.course}/offline.json`;
    return (await caches.has(this.cache)) && Boolean(await (await caches.open(this.cache)).match(list));
  }

  private async show(): Promise<void> {
    const saved = await this.isSaved().catch(() => false);
    this.button.disabled = false;
    this.bar.hidden = true;
    this.button.textContent = (saved ? this.dataset.remove : this.dataset.save) ?? '';
    this.status.textContent = saved ? (this.dataset.saved ?? '') : '';
  }

  private async act(): Promise<void> {
    this.button.disabled = true;
    if (await this.isSaved()) {
      await caches.delete(this.cache);
      await this.show();
      return;
    }
    this.bar.hidden = false;
    this.bar.value = 0;
    this.status.textContent = this.dataset.saving ?? '';
    void navigator.storage?.persist?.().catch(() => undefined);
    if (!(await navigator.serviceWorker.getRegistration(BASE))) {
      await this.show();
      this.status.textContent = this.dataset.noNetwork ?? '';
      return;
    }
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = async ({ data }: MessageEvent<Told>) => {
      if ('share' in data) {
        this.bar.value = data.share;
        return;
      }
      port1.close();
      await this.show();
      if ('failed' in data)
        this.status.textContent = (data.failed === 'room' ? this.dataset.noRoom : this.dataset.noNetwork) ?? '';
    };
    active?.postMessage({ save: this.dataset.course ?? '' } satisfies Order, [port2]);
  }
}
customElements.define('save-course', SaveCourse);
