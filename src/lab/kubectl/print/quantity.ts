/** A quantity: a whole number of a power of ten, and the family of its suffix. */
export interface Quantity {
  /** In billionths, the finest that quantities have. */
  nanos: bigint;
  family: 'binary' | 'decimal' | 'exponent';
}

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const NANO = 10n ** 9n;

/** A quantity of Kubernetes (k8s.io/apimachinery/pkg/api/resource); undefined if a text is none. */
export function parseQuantity(text: string): Quantity | undefined {
  const found = /^([-+]?)(\d+\.?\d*|\.\d+)(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([-+]?\d+))$/.exec(text);
  if (!found) return undefined;
  const [, sign, number = '', binary, decimal, exponent] = found;
  const [whole = '', fraction = ''] = number.split('.');
  const digits = BigInt(`${whole}${fraction}` || '0');
  const scale = (factor: bigint, power: number): bigint => {
    const shift = power - fraction.length + 9;
    if (shift >= 0) return digits * factor * 10n ** BigInt(shift);
    const divisor = 10n ** BigInt(-shift);
    return (digits * factor + divisor - 1n) / divisor;
  };
  const nanos = binary
    ? scale(1024n ** BigInt(BINARY.indexOf(binary)), 0)
    : scale(1n, exponent !== undefined ? Number(exponent) : (DECIMAL[decimal ?? ''] ?? 0));
  return {
    nanos: sign === '-' ? -nanos : nanos,
    family: binary ? 'binary' : exponent !== undefined ? 'exponent' : 'decimal',
  };
}

/** Order of two quantities. */
export function compareQuantities(first: Quantity, second: Quantity): number {
  return first.nanos < second.nanos ? -1 : first.nanos > second.nanos ? 1 : 0;
}

/** A quantity in its canonical form: the largest suffix that leaves no fraction. */
export function formatQuantity({ nanos, family }: Quantity): string {
  if (nanos === 0n) return '0';
  const sign = nanos < 0n ? '-' : '';
  const amount = nanos < 0n ? -nanos : nanos;
  if (family === 'binary' && amount % NANO === 0n && amount >= 1024n * NANO) {
    let value = amount / NANO;
    let power = 0;
    while (value % 1024n === 0n && power < BINARY.length - 1) {
      value /= 1024n;
      power++;
    }
    return `${sign}${value}${BINARY[power]}`;
  }
  let value = amount;
  let power = -9;
  while (value % 1000n === 0n && power < (family === 'exponent' ? 99 : 18)) {
    value /= 1000n;
    power += 3;
  }
  if (family === 'exponent') return `${sign}${value}${power === 0 ? '' : `e${power}`}`;
  const suffix = Object.keys(DECIMAL).find((name) => DECIMAL[name] === power) ?? '';
  return `${sign}${value}${suffix}`;
}

/** A quantity rounded up to thousandths, as `MilliValue()` gives it. */
export function thousandths({ nanos }: Quantity): number {
  return Number(nanos >= 0n ? (nanos + 999_999n) / 1_000_000n : nanos / 1_000_000n);
}
