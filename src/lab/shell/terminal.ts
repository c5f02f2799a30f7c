/** What clears a terminal: the cursor goes home, and all that is shown goes. A page that shows a terminal looks for it in what is written. */
export const CLEAR = '\x1b[H\x1b[2J\x1b[3J';
