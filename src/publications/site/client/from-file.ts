/**
 * What stands before all scripts of a site that is opened from a folder. Browsers give pages there no origin: they read no file by
 * `fetch`, and addresses that begin at the root of a server lead nowhere.
 */

declare global {
  interface Window {
    /** Address of the folder of the site, with a slash at the end; scripts make addresses of files with it. */
    siteRoot: string;
    /** Is called by a script that has data of a page. */
    siteData?: (data: unknown) => void;
  }
}

const { currentScript } = document;
const { src = '', dataset = {} } = currentScript instanceof HTMLScriptElement ? currentScript : {};
const base = dataset.base ?? '/';
window.siteRoot = new URL('..', src).href;

/** Data of a lesson, from the script that has it in place of the file. */
function dataOf(path: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src: `${window.siteRoot}${path}.js` });
    window.siteData = (data) => resolve(new Response(JSON.stringify(data)));
    script.onerror = reject;
    document.head.append(script);
  });
}

window.fetch = async (address) => {
  const path = String(address).slice(base.length);
  if (!path.endsWith('/definitions.json')) throw new TypeError(`${path} is not in this copy of the site.`);
  return dataOf(path);
};

/** Leads a link that a script has made to the file. */
function mend(link: Element): void {
  const address = link.getAttribute('href');
  if (!address?.startsWith(base) || address.startsWith('//')) return;
  const { pathname, search, hash } = new URL(address.slice(base.length), 'https://site.invalid/');
  link.setAttribute(
    'href',
    `${window.siteRoot}${pathname.slice(1).replace(/(^|\/)$/, '$1index.html')}${search}${hash}`,
  );
}

new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes) {
    if (target instanceof HTMLAnchorElement) mend(target);
    for (const node of addedNodes)
      if (node instanceof Element) for (const link of [node, ...node.querySelectorAll('a')]) mend(link);
  }
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['href'] });

export {};
