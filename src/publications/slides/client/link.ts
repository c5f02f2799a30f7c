/** What slides and the presenter's window tell each other. */
export interface Place {
  /** Number of the slide, from 0 on. */
  at: number;
  isBlank: boolean;
}

/** The other window. */
export interface Link {
  /** Opens the presenter's window. Gives whether the browser allowed it. */
  open(): boolean;
  tell(place: Place): void;
}

/** Query of the address of the presenter's window. */
export const PRESENTER = '?presenter';

/**
 * Ties the window of the slides and that of the presenter together. They are windows of one file, which are strangers to each other
 * when it lies on a disk: so they send messages, which only the window that opened the other, and the opened one, are heard in.
 * @param hear called with what the other window says @param ask gives the place for a window that has just come
 */
export function linkWindows(hear: (place: Place) => void, ask: () => Place): Link {
  const opener: Window | null = location.search === PRESENTER ? window.opener : null;
  let other: Window | null = opener;
  const tell = (place: Place): void => other?.postMessage({ slides: document.title, ...place }, '*');
  addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    const from = source as Window | null;
    if (from === null || (opener ? from !== opener : from.opener !== window)) return;
    if (typeof data !== 'object' || data === null || !('slides' in data) || data.slides !== document.title) return;
    other = from;
    if ('hello' in data) return tell(ask());
    if (!('at' in data) || !('isBlank' in data) || !Number.isInteger(data.at)) return;
    hear({ at: Number(data.at), isBlank: data.isBlank === true });
  });
  opener?.postMessage({ slides: document.title, hello: true }, '*');
  return {
    open() {
      const { href } = location;
      const address = href.replace(/[?#].*$/s, '') + PRESENTER + location.hash;
      const opened = window.open(address, '', 'popup,width=1280,height=800');
      if (opened) other = opened;
      return opened !== null;
    },
    tell,
  };
}
