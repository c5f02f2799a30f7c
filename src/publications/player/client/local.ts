import type { Now, Platform } from './platform.ts';

/** Keeps work in this browser, where there is no platform; in this page only, where storage is blocked. */
export class LocalPlatform implements Platform {
  readonly mastery = undefined;
  readonly isRecorded = true;
  readonly home = undefined;
  readonly kept: Platform['kept'];
  readonly notice: string;
  private readonly key: string;

  /** @param lesson address of the lesson @param notice why it is kept here */
  constructor(lesson: string, notice: string) {
    this.key = `lesson:${lesson}`;
    this.notice = notice;
    this.kept = stored(this.key);
  }

  async send({ place, state }: Now): Promise<undefined> {
    try {
      localStorage.setItem(this.key, JSON.stringify([place, state]));
    } catch {
      // Storage is blocked or full: what was done holds for this page.
    }
  }

  end(now: Now): void {
    void this.send(now);
  }
}

function stored(key: string): Platform['kept'] {
  try {
    const [place, state] = JSON.parse(localStorage.getItem(key) ?? '') as unknown[];
    return { place: String(place), state: String(state) };
  } catch {
    return { place: '', state: '' };
  }
}
