/** Where builds keep what they need not make again. */
export function cacheFolder(): string {
  return process.env.CACHE_DIR || '.cache';
}
