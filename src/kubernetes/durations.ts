/** Whether a text is a duration as Go writes it: 300ms, 1.5h, 1h30m, 0. Source: time.ParseDuration. */
export function isInGoDuration(text: string): boolean {
  return /^[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(text);
}

/** Whether a text is a duration of Prometheus: 30s, 1h30m, 5d, units from the largest to the smallest. Source: model.ParseDuration. */
export function isPrometheusDuration(text: string): boolean {
  return text === '0' || (text !== '' && /^(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/.test(text));
}

/** What to write for a text that is meant as a duration: 5min is 5m, 30sec is 30s; undefined if nobody can tell. */
export function meantDuration(text: string): string | undefined {
  const match = /^(\d+)\s*(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)?$/i.exec(
    text.trim(),
  );
  if (!match) return undefined;
  const [, digits = '', unit = 's'] = match;
  const short = /^m(illi)?s/i.test(unit) ? 'ms' : (unit[0]?.toLowerCase() ?? 's');
  return `${digits}${short}`;
}
