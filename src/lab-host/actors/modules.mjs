/**
 * Loaded before the code of a lesson: lets it have only those modules of Node that cannot reach out of their process. The
 * kernel keeps code in its jail without this; a mistake in one of them is not met by it at all.
 * Plain JavaScript without imports of its own: it is copied into the jail alone.
 */
import { isBuiltin, registerHooks } from 'node:module';

const ALLOWED = new Set(
  `assert assert/strict async_hooks buffer console constants crypto diagnostics_channel events fs fs/promises os path
  path/posix path/win32 perf_hooks process punycode querystring readline readline/promises stream stream/consumers
  stream/promises stream/web string_decoder test timers timers/promises tty url util util/types zlib`.split(/\s+/),
);

function refuse(name) {
  throw new Error(`the module ${name} is not available where lessons are checked`);
}

function check(specifier) {
  const name = String(specifier).replace(/^node:/, '');
  if (isBuiltin(specifier) && !ALLOWED.has(name)) refuse(name);
}

registerHooks({
  resolve(specifier, context, next) {
    check(specifier);
    return next(specifier, context);
  },
  load(url, context, next) {
    check(url);
    return next(url, context);
  },
});

const { getBuiltinModule } = process;
const fixed = (value) => ({ value, writable: false, configurable: false });
Object.defineProperties(process, {
  getBuiltinModule: fixed((name) => {
    check(name);
    return getBuiltinModule(name);
  }),
  binding: fixed(() => refuse('binding')),
  _linkedBinding: fixed(() => refuse('binding')),
  dlopen: fixed(() => refuse('dlopen')),
});
