import type { ApiInput } from './protocol.ts';

/** A text that comes in at once. */
export function inputOf(text: string): ApiInput {
  let isRead = text === '';
  return {
    read: () => {
      const piece = isRead ? undefined : text;
      isRead = true;
      return Promise.resolve(piece);
    },
  };
}
