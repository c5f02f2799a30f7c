/** Pagefind's dialog, loaded when it is first asked for. */
export interface SearchModal extends HTMLElement {
  open(): void;
}

const FOLDER = `${import.meta.env.BASE_URL}pagefind/`;

/** Puts the dialog into the page. @throws if there is no index, as in the development server. */
export function loadModal(): Promise<SearchModal> {
  return new Promise((resolve, reject) => {
    const styles = [`${FOLDER}pagefind-component-ui.css`, `${import.meta.env.BASE_URL}search.css`].map((href) =>
      Object.assign(document.createElement('link'), { rel: 'stylesheet', href }),
    );
    const script = Object.assign(document.createElement('script'), {
      type: 'module',
      src: `${FOLDER}pagefind-component-ui.js`,
    });
    script.onerror = reject;
    script.onload = async () => {
      const config = document.createElement('pagefind-config');
      config.setAttribute('bundle-path', FOLDER);
      config.setAttribute('base-url', import.meta.env.BASE_URL);
      const element = document.createElement('pagefind-modal') as SearchModal;
      document.body.append(config, element);
      resolve(element);
      // Search works without it; results are in the engine's own order then.
      await import('./search-engine.ts').then((engine) => engine.improveSearch(element)).catch(() => undefined);
    };
    document.head.append(...styles, script);
  });
}
