const OPENING = /^(?:`{3,}|~{3,})/;
const CLOSING = /^[\s>]*(`{3,}|~{3,})\s*$/;

/** The backticks or tildes that open a block of code; undefined if it is one by its indentation alone. */
export function fenceMark(block: string): string | undefined {
  return OPENING.exec(block)?.[0];
}

/** Whether a block of code is ended by a line of its own, and not by the end of what it stands in. @param block as it is written. */
export function isClosed(block: string): boolean {
  const mark = fenceMark(block);
  if (mark === undefined) return true;
  const lastLine = block.slice(block.lastIndexOf('\n') + 1);
  return block.includes('\n') && CLOSING.exec(lastLine)?.[1]?.startsWith(mark) === true;
}
