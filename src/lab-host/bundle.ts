import { posix } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Plugin, rolldown } from 'rolldown';
import { UserError } from '../cli/user-error.ts';

/** The beginning of ids of modules that Node has itself. */
const OF_NODE = '\0node:';

const NODE_MODULES = new Set([
  'assert',
  'buffer',
  'child_process',
  'cluster',
  'console',
  'crypto',
  'dgram',
  'dns',
  'dns/promises',
  'events',
  'fs',
  'fs/promises',
  'http',
  'http2',
  'https',
  'net',
  'os',
  'path',
  'path/posix',
  'perf_hooks',
  'process',
  'querystring',
  'readline',
  'stream',
  'stream/promises',
  'string_decoder',
  'timers',
  'timers/promises',
  'tls',
  'url',
  'util',
  'v8',
  'vm',
  'worker_threads',
  'zlib',
]);

/**
 * Bundles a program of a course to one text that the runtime of actors can run (`src/lab/course/runtime/`). Nothing is run, and nothing read but
 * what `read` gives. What a program imports of Node becomes `__node("node:http")`.
 * @param entry path of its first file @param read the text of a file by its path, undefined if there is none @throws UserError
 */
export async function bundleProgram(entry: string, read: (path: string) => string | undefined): Promise<string> {
  let problem: UserError | undefined;
  /** Ends the bundling; what the bundler makes of it is nobody's concern. */
  const refuse = (message: string): never => {
    problem ??= new UserError(message);
    throw problem;
  };
  const files: Plugin = {
    name: 'course-files',
    resolveId(id, importer) {
      if (importer === undefined) return id;
      const node = id.replace(/^node:/, '');
      if (id.startsWith('node:') || NODE_MODULES.has(node)) return `${OF_NODE}${node}`;
      if (!/^(?:\.{1,2})?\//.test(id))
        refuse(`${importer} imports "${id}". Programs of a course have no dependencies but Node's own modules.`);
      return posix.resolve(posix.dirname(importer), id);
    },
    load(id) {
      if (id.startsWith(OF_NODE))
        return `module.exports = __node(${JSON.stringify(`node:${id.slice(OF_NODE.length)}`)});`;
      const text = read(id);
      if (text === undefined) return refuse(`The image has no file ${id}, which its program needs.`);
      return id.endsWith('.json') ? `export default ${text};` : text.replaceAll('import.meta.url', '__script');
    },
  };
  try {
    return await generate(entry, [files], { format: 'esm', minify: { mangle: false, compress: false, codegen: true } });
  } catch (thrown) {
    throw problem ?? thrown;
  }
}

/** Bundles what code of lessons runs in: a script that gives a name, that of the runtime of actors unless another one is given. */
export const bundleRuntime = (entry: string, name = 'practiceRuntime'): Promise<string> =>
  generate(entry, [], { format: 'iife', name, minify: true });

async function generate(input: string, plugins: Plugin[], output: object): Promise<string> {
  const bundle = await rolldown({
    input,
    plugins,
    platform: 'neutral',
    logLevel: 'silent',
    treeshake: plugins.length === 0,
  });
  try {
    const { output: chunks } = await bundle.generate({ ...output, codeSplitting: false });
    return chunks[0].code.trim();
  } catch (problem) {
    const text = problem instanceof Error ? problem.message : String(problem);
    throw new UserError(`A program of a course cannot be bundled. ${stripVTControlCharacters(text).trim()}`);
  } finally {
    await bundle.close();
  }
}
