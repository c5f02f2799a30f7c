import { amount } from '../validation/quantities.ts';

const DECIMAL = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Amounts by the names of what they are of. */
export type Amounts = Readonly<Record<string, string>>;

/** A number as a quantity in its shortest form; in powers of 1024 if it is meant so. */
export function quantityOf(value: number, isBinary: boolean): string {
  if (!Number.isInteger(value)) return `${Math.round(value * 1000)}m`;
  const step = isBinary ? 1024 : 1000;
  let rest = value;
  let power = 0;
  while (rest !== 0 && rest % step === 0 && power < 6) {
    rest /= step;
    power++;
  }
  return `${rest}${(isBinary ? BINARY : DECIMAL)[power]}`;
}

const isBinary = (quantity: string): boolean => /[KMGTPE]i$/.test(quantity);

function combined(first: string | undefined, second: string, join: (one: number, other: number) => number): string {
  if (first === undefined) return second;
  // Floating point must not invent thousandths.
  const value = Math.round(join(amount(first), amount(second)) * 1000) / 1000;
  return quantityOf(value, isBinary(first) || (amount(first) === 0 && isBinary(second)));
}

function merged(first: Amounts, second: Amounts, join: (one: number, other: number) => number): Record<string, string> {
  const sum: Record<string, string> = { ...first };
  for (const [name, quantity] of Object.entries(second)) sum[name] = combined(sum[name], quantity, join);
  return sum;
}

export const plus = (first: Amounts, second: Amounts): Record<string, string> =>
  merged(first, second, (one, other) => one + other);
export const most = (first: Amounts, second: Amounts): Record<string, string> => merged(first, second, Math.max);

/** What the second has more than the first, by name. */
export function minus(first: Amounts, second: Amounts): Record<string, string> {
  const rest: Record<string, string> = {};
  for (const [name, quantity] of Object.entries(first))
    rest[name] = quantityOf(amount(quantity) - amount(second[name] ?? '0'), isBinary(quantity));
  return rest;
}
