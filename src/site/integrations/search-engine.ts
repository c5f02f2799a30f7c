/** The file with Pagefind's script. */
export const ENGINE_SCRIPT = 'pagefind.js';

const NOTICE = '/*! Pagefind, Copyright (c) Pagefind, MIT License: https://github.com/Pagefind/pagefind */';

/** What of it is used: the dialog of search makes an instance of its own (client/search/engine.ts). */
const ENTRY = `export { createInstance } from './${ENGINE_SCRIPT}';`;

/** Pagefind's script without what nobody here calls, made small. @throws if it cannot be read */
export async function smallEngine(script: Uint8Array): Promise<string> {
  // Only who makes an index anew loads the bundler.
  const { rolldown } = await import('rolldown');
  const contents = new Map([
    ['entry.js', ENTRY],
    [ENGINE_SCRIPT, Buffer.from(script).toString()],
  ]);
  const bundle = await rolldown({
    input: 'entry.js',
    platform: 'browser',
    transform: { target: 'es2022' },
    logLevel: 'silent',
    plugins: [
      {
        name: 'search-engine',
        resolveId: (id) => id.replace('./', ''),
        load: (id) => contents.get(id),
      },
    ],
  });
  try {
    const { output } = await bundle.generate({ format: 'es', minify: true, codeSplitting: false, postBanner: NOTICE });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}
