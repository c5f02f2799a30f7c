import { fill } from '../practice/dom.ts';
import words from './words.ts';

/** What is in a header: names and values of its parts. */
export type Parts = readonly (readonly [name: string, value: string])[];

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const flagsText = (flags: string): string =>
  fill((Number.parseInt(flags, 16) & 1) === 1 ? words.tracingPartSampled : words.tracingPartNotSampled, { flags });

/** Entries of a header with baggage, decoded. @see https://www.w3.org/TR/baggage/#header-content */
export const entriesOfBaggage = (value: string): Parts =>
  value.split(',').flatMap((entry): Parts => {
    const [pair = '', ...properties] = entry.trim().split(';');
    const at = pair.indexOf('=');
    if (at < 1) return [];
    return [[pair.slice(0, at).trim(), [decoded(pair.slice(at + 1).trim()), ...properties].join(';')]];
  });

/** A header of the W3C, taken apart. @see https://www.w3.org/TR/trace-context/#traceparent-header-field-values */
function traceparent(value: string): Parts | undefined {
  const found = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(value);
  const [, version = '', trace = '', parent = '', flags = '', rest] = found ?? [];
  if (!found || version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(trace) || /^0+$/.test(parent)) return undefined;
  return [
    [words.tracingPartVersion, version],
    [words.tracingPartTrace, trace],
    [words.tracingPartParent, parent],
    [words.tracingPartFlags, flagsText(flags)],
  ];
}

/** A header of Jaeger, which is history. @see https://www.jaegertracing.io/docs/1.76/architecture/sdks/#trace-span-identity */
function uberTraceId(value: string): Parts | undefined {
  const found = /^([0-9a-f]{1,32}):([0-9a-f]{1,16}):([0-9a-f]{1,16}):([0-9a-f]{1,2})$/.exec(decoded(value));
  if (!found) return undefined;
  const [, trace = '', span = '', parent = '', flags = ''] = found;
  return [
    [words.tracingPartTrace, trace],
    [words.tracingPartParent, span],
    [words.tracingParentId, parent],
    [words.tracingPartFlags, flagsText(flags)],
  ];
}

/** What is in a header of tracing; nothing for others. */
export function partsOf(name: string, value: string): Parts {
  const broken: Parts = [['!', words.tracingPartBroken]];
  if (name === 'traceparent') return traceparent(value) ?? broken;
  if (name === 'uber-trace-id') return uberTraceId(value) ?? broken;
  if (name === 'baggage') return entriesOfBaggage(value);
  if (name === 'tracestate')
    return value.split(',').map((entry) => {
      const [key = '', ...rest] = entry.trim().split('=');
      return [key, rest.join('=')] as const;
    });
  return [];
}
