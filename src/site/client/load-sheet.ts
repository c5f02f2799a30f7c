const sheets = new Map<string, Promise<void>>();

/** Loads a sheet of styles, once. @throws if it is out of reach; then it is tried again the next time */
export function loadSheet(address: string): Promise<void> {
  const known = sheets.get(address);
  if (known) return known;
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address });
  const loaded = new Promise<void>((done, fail) => {
    link.onload = () => done();
    link.onerror = () => {
      sheets.delete(address);
      link.remove();
      fail(new Error(address));
    };
    document.head.append(link);
  });
  sheets.set(address, loaded);
  return loaded;
}
