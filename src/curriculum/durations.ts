import type { Minutes } from './model.ts';

/** Adds up durations, in minutes. */
export function addMinutes(parts: Iterable<{ minutes: Minutes }>): Minutes {
  const sum: Minutes = { reading: 0, lab: 0 };
  for (const { minutes } of parts) {
    sum.reading += minutes.reading;
    sum.lab += minutes.lab;
  }
  return sum;
}

/** Reading and lab together, in minutes. */
export function totalMinutes(minutes: Minutes): number {
  return minutes.reading + minutes.lab;
}

/** ISO 8601 duration, such as PT35M, as schema.org's timeRequired wants it. */
export function isoDuration(minutes: Minutes): string {
  const total = totalMinutes(minutes);
  const hours = Math.floor(total / 60);
  const rest = total % 60;
  return `PT${hours > 0 ? `${hours}H` : ''}${rest > 0 || hours === 0 ? `${rest}M` : ''}`;
}

/** For people: "35 min", "2 h", "2 h 30 min". */
export function formatMinutes(total: number): string {
  const hours = Math.floor(total / 60);
  const rest = total % 60;
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}
