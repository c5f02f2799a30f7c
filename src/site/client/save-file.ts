/** How long an address is kept for a browser that begins to save late. */
const KEPT_MS = 1000;

/** Offers a text to its reader as a file. @param type its media type */
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/** Offers a text to its reader as a file of JSON. */
export function saveJson(name: string, text: string): void {
  saveFile(name, text, 'application/json');
}
