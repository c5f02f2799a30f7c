import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';
import { sourcePaths } from '../../cli/source-paths.ts';
import { HOST_NAMES } from '../../lab/traces/packages/host.ts';
import { followAwaits } from '../../lab/traces/runtime/transform.ts';
import { bundleRuntime } from '../bundle.ts';

const CONVENTIONS = fileURLToPath(import.meta.resolve('@opentelemetry/semantic-conventions'));

/** The names of conventions that are deprecated (SEMATTRS_…, SEMRESATTRS_…) weigh more than all others, and nothing new is written with them. */
const withoutOldNames: Plugin = {
  name: 'without-old-names',
  load: (id) =>
    id === CONVENTIONS
      ? ['attributes', 'metrics', 'events'].map((part) => `export * from './stable_${part}.mjs';`).join('\n')
      : undefined,
};

let made: Promise<string> | undefined;

/**
 * The text of a script that defines `tracingRuntime` and `tracingPackages`: what code of labs on tracing runs in, and what it imports. The
 * packages are those for browsers, except for what Node alone has (`async_hooks`, `events`), which the runtime gives them.
 */
export function tracingScript(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const [runtime, packages] = await Promise.all([
    bundleRuntime(sourcePaths.tracing.runtime, 'tracingRuntime'),
    bundlePackages(),
  ]);
  return `${runtime}\nfunction tracingPackages(__host){const{${HOST_NAMES.join(',')}}=__host;const exports={};${followAwaits(packages)}\nreturn exports.packages;}`;
}

async function bundlePackages(): Promise<string> {
  const bundle = await rolldown({
    input: sourcePaths.tracing.packages,
    platform: 'browser',
    // What asks for it by "require" would bring a second copy of it.
    resolve: { alias: { '@opentelemetry/semantic-conventions': CONVENTIONS } },
    plugins: [withoutOldNames],
    external: ['async_hooks', 'events'],
    logLevel: 'silent',
  });
  try {
    const { output } = await bundle.generate({ format: 'cjs', minify: true, codeSplitting: false });
    return output[0].code.trim();
  } finally {
    await bundle.close();
  }
}
