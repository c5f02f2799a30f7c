/** Names of what packages find around them, in place of what a browser has: each service has its own. */
export const HOST_NAMES = [
  'globalThis',
  'global',
  'self',
  'window',
  'document',
  'navigator',
  'XMLHttpRequest',
  'console',
  'Date',
  'Math',
  'crypto',
  'performance',
  'process',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'queueMicrotask',
  'require',
  '__suspend',
  '__resume',
  '__frame',
  '__restore',
] as const;

/** Makes a copy of all packages, for one service. */
export type MakePackages = (host: Record<string, unknown>) => Readonly<Record<string, Record<string, unknown>>>;
