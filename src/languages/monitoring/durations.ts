const SECONDS: Readonly<Record<string, number>> = {
  y: 31_536_000,
  w: 604_800,
  d: 86_400,
  h: 3600,
  m: 60,
  s: 1,
  ms: 0.001,
};

/** Seconds of a duration of Prometheus, such as 1h30m; 0 of what is none. */
export function durationSeconds(text: string): number {
  return [...text.matchAll(/(\d+)(ms|[ywdhms])/g)].reduce(
    (sum, [, digits, unit = '']) => sum + Number(digits) * (SECONDS[unit] ?? 0),
    0,
  );
}
