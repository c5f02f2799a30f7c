/**
 * Holds a lab for this tab: two tabs that keep the same attempt would overwrite each other. Gives whether it is free.
 * @param lost is called when another tab takes it
 */
export function hold(name: string, steal: boolean, lost: () => void): Promise<boolean> {
  const { locks } = navigator;
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    locks
      .request(name, steal ? { steal } : { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        // It is held until the tab is closed, or another one takes it.
        return lock === null ? undefined : new Promise<void>(() => {});
      })
      .catch(lost);
  });
}
