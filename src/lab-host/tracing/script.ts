import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { sourcePaths } from '../../cli/source-paths.ts';
import { HOST_NAMES } from '../../lab/traces/packages/host.ts';
import { followAwaits } from '../../lab/traces/runtime/transform.ts';
import { bundleRuntime } from '../bundle.ts';

const semanticConventions = fileURLToPath(import.meta.resolve('@opentelemetry/semantic-conventions'));

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
    resolve: { alias: { '@opentelemetry/semantic-conventions': semanticConventions } },
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
