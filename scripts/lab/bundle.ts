import { resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { practiceChunk } from '../../src/site/practice-chunks.ts';

/** A file of the bundled practice cluster. */
export interface Chunk {
  file: string;
  code: string;
  brotli: number;
  /** Paths of its modules, seen from the repository. */
  modules: readonly string[];
  /** Files that come with it. */
  imports: readonly string[];
}

const PRACTICE = resolve('src/lab/practice.ts');
const PROMQL = 'src/lab/metrics/promql';

/** How a page would open the practice cluster: it is loaded when somebody asks for it. */
const PAGE = `export const open = () => import(${JSON.stringify(PRACTICE)});`;

/** The same without the shell: to see what the cluster and kubectl weigh by themselves. */
const ENGINE = `export { Cluster } from ${JSON.stringify(resolve('src/lab/cluster.ts'))};
export { administratorConfig } from ${JSON.stringify(resolve('src/lab/kubeconfig.ts'))};
export { kubectl } from ${JSON.stringify(resolve('src/lab/kubectl/kubectl.ts'))};
export { MemoryFiles } from ${JSON.stringify(resolve('src/lab/shell/files.ts'))};`;

type Group = ReturnType<typeof practiceChunk> | { name: (id: string) => string | null };

/** Bundles the practice cluster as a page of the site would have it: minified, cut where it imports later. */
async function bundle(page: string, groups: readonly Group[]): Promise<Chunk[]> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === 'page' ? '\0page' : null),
        load: (id) => (id === '\0page' ? page : null),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: 'page',
        preserveEntrySignatures: 'allow-extension',
        output: {
          chunkFileNames: '[name].js',
          codeSplitting: { groups: [...groups], includeDependenciesRecursively: false },
        },
      },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error('Vite gave no bundle.');
  return output.output.flatMap((chunk) =>
    chunk.type === 'chunk'
      ? {
          file: chunk.fileName,
          code: chunk.code,
          brotli: brotliCompressSync(chunk.code).length,
          modules: Object.keys(chunk.modules).map((id) => id.replace(`${resolve('.')}/`, '')),
          imports: chunk.imports,
        }
      : [],
  );
}

/** What comes up to the prompt, and what comes later, each file by itself. */
export interface Bundle {
  /** Of what comes first, that which is left without the shell: the engine and kubectl. */
  engine: readonly Chunk[];
  /** The page itself: its `open()` loads the practice cluster. */
  page: Chunk;
  first: readonly Chunk[];
  later: readonly Chunk[];
}

/** A file with all that comes with it at once. */
function together(chunks: readonly Chunk[], start: Chunk | undefined): Chunk[] {
  if (!start) throw new Error('The bundle has no practice cluster.');
  const names = new Set([start.file]);
  // A set also gives what is added while one goes through it.
  for (const name of names) for (const file of chunks.find((one) => one.file === name)?.imports ?? []) names.add(file);
  return chunks.filter(({ file }) => names.has(file));
}

const isPage = ({ modules }: Chunk): boolean => modules.includes('\0page');

/** What the cluster and kubectl need up to the prompt, without the shell. */
export async function bundleEngine(): Promise<Chunk[]> {
  const chunks = await bundle(ENGINE, [practiceChunk('\0page')]);
  return together(chunks, chunks.find(isPage));
}

/** The practice cluster as a page loads it. */
export async function bundlePractice(): Promise<Bundle> {
  const chunks = await bundle(PAGE, [practiceChunk(PRACTICE)]);
  const first = together(
    chunks,
    chunks.find(({ modules }) => modules.includes('src/lab/practice.ts')),
  );
  const page = chunks.find(isPage);
  if (!page) throw new Error('The bundle has no page.');
  return {
    page,
    engine: await bundleEngine(),
    first,
    later: chunks.filter((chunk) => !first.includes(chunk) && !isPage(chunk)),
  };
}

/** The engine of PromQL with its parser, as a page would load it, in one file. */
export async function bundlePromql(): Promise<Chunk> {
  const [chunk, more] = await bundle(
    `export { Engine } from ${JSON.stringify(resolve(PROMQL, 'engine.ts'))};
export { Labels } from ${JSON.stringify(resolve(PROMQL, 'labels.ts'))};
export { MetricStore } from ${JSON.stringify(resolve(PROMQL, 'storage/store.ts'))};`,
    [],
  );
  if (!chunk || more) throw new Error('The bundle of the engine of PromQL is not one file.');
  return chunk;
}

/** The layer that a module belongs to. */
const layerOf = (id: string): string =>
  /\/node_modules\/(?:@[^/]+\/)?([^/]+)/.exec(id)?.[1] ?? /\/src\/lab\/(\w+)\//.exec(id)?.[1] ?? 'shared';

/** What each layer of the practice cluster weighs, libraries included, as if it were a file of its own. */
export function bundleLayers(): Promise<Chunk[]> {
  return bundle(PAGE, [{ name: (id: string) => (id.startsWith('\0') ? null : layerOf(id)) }]);
}
