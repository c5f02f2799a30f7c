import type { Plugin } from 'vite';

const MODULE = 'virtual:tracing-script';

/** The module `virtual:tracing-script`: the text of the script in which code of labs on tracing runs, for the sandbox. */
export function tracingScriptModule(): Plugin {
  return {
    name: 'tracing-script',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    async load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      // The bundler of the packages is only loaded where they are bundled.
      const { tracingScript } = await import('../lab-host/tracing/script.ts');
      return `export default ${JSON.stringify(await tracingScript())};`;
    },
  };
}
