import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OutputChunk, rolldown } from 'rolldown';
import { viteJsonPlugin } from 'rolldown/experimental';
import type { BuildEnvironmentOptions, Plugin } from 'vite';
import { practiceChunk } from './practice-chunks.ts';

const CLIENT = fileURLToPath(new URL('./client/', import.meta.url));
/** Where workers with much to bundle begin: the practice cluster, and labs on monitoring. */
const WORKERS = ['practice/worker.ts', 'monitoring/worker.ts'].map((path) => resolve(CLIENT, path));
/** How a script names the file of a worker that it begins. */
const NAMED = /new URL\((['"])(\.[^'"]+)\1, import\.meta\.url\)/g;

/** A file for browsers, by its path in the site. */
interface ScriptFile {
  fileName: string;
  code: string;
}

/**
 * Bundles a worker without Vite's plugins: it needs TypeScript and JSON, which the bundler knows by itself.
 * @returns its own file first, then those that it imports, at once or later
 */
async function bundleWorker(
  input: string,
  { target, assetsDir = '', minify }: BuildEnvironmentOptions,
): Promise<ScriptFile[]> {
  const name = `${assetsDir}/[name]-[hash].js`;
  const bundle = await rolldown({
    input,
    platform: 'browser',
    logLevel: 'silent',
    preserveEntrySignatures: false,
    ...(target ? { transform: { target } } : {}),
    // Large tables are texts: browsers read JSON faster than literals.
    plugins: [viteJsonPlugin({ namedExports: true, stringify: 'auto' })],
  });
  try {
    const { output } = await bundle.generate({
      format: 'es',
      minify: minify !== false,
      entryFileNames: name,
      chunkFileNames: name,
      codeSplitting: {
        // Engine and prompt of the practice cluster, and parts that follow.
        groups: [practiceChunk(resolve(CLIENT, 'practice/lab-worker.ts'), resolve(CLIENT, 'explore/worker.ts'))],
        includeDependenciesRecursively: false,
      },
    });
    return output.filter((file): file is OutputChunk => file.type === 'chunk');
  } finally {
    await bundle.close();
  }
}

/** Bundles one worker after the other, which takes less memory than both at once. */
async function bundleWorkers(options: BuildEnvironmentOptions): Promise<ReadonlyMap<string, readonly ScriptFile[]>> {
  const files = new Map<string, ScriptFile[]>();
  for (const worker of WORKERS) files.set(worker, await bundleWorker(worker, options));
  return files;
}

/**
 * Gives the workers of labs to a build, bundled by themselves and before everything else: it takes half of the processor time that Vite
 * would take for them within the bundle for browsers, and their memory is free again for that. A development server serves them as it
 * does all modules.
 */
export function workerFiles(): Plugin {
  let options: BuildEnvironmentOptions = {};
  let made: ReturnType<typeof bundleWorkers> | undefined;
  const named = new Set<string>();
  return {
    name: 'worker-files',
    enforce: 'pre',
    apply: 'build',
    configResolved(config) {
      options = config.environments.client?.build ?? {};
    },
    async buildStart() {
      made ??= bundleWorkers(options);
      const files = [...(await made).values()].flat();
      if (this.environment.name !== 'client') return;
      for (const { fileName, code } of files) this.emitFile({ type: 'asset', fileName, source: code });
    },
    transform: {
      filter: { code: NAMED },
      async handler(code, id) {
        const files = await made;
        const { base } = this.environment.config;
        return code.replaceAll(NAMED, (text, _, path: string) => {
          const worker = resolve(dirname(id), path);
          const [own] = files?.get(worker) ?? [];
          if (!own) return text;
          named.add(worker);
          return `new URL(/* @vite-ignore */ ${JSON.stringify(base + own.fileName)}, '' + import.meta.url)`;
        });
      },
    },
    buildEnd() {
      const missing = WORKERS.find((worker) => !named.has(worker));
      if (this.environment.name === 'client' && missing !== undefined)
        this.error(`No script names ${missing} as "new URL('./worker.ts', import.meta.url)", so it would run nowhere.`);
    },
  };
}
