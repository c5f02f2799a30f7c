/** Loads a style sheet into the page. @throws if it cannot be loaded */
export function loadLooks(address: string): Promise<void> {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address });
  return new Promise((done, fail) => {
    link.onload = () => done();
    link.onerror = () => fail(new Error(address));
    document.head.append(link);
  });
}
