/** RFC 1123 labels, with dots between them: what most objects may be called. */
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const LONGEST_LABEL = 63;
const LONGEST_SUBDOMAIN = 253;

/** Whether a text is a DNS label as RFC 1123 has it. Source: IsDNS1123Label in apimachinery. */
export function isLabelName(text: string): boolean {
  return text.length <= LONGEST_LABEL && LABEL.test(text);
}

/** Whether a text is a DNS subdomain as RFC 1123 has it. Source: IsDNS1123Subdomain in apimachinery. */
export function isSubdomain(text: string): boolean {
  return text.length <= LONGEST_SUBDOMAIN && SUBDOMAIN.test(text);
}

/** Whether a text may be the key of a label or an annotation. Source: IsQualifiedName in apimachinery. */
export function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  return (
    parts.length <= 2 &&
    name.length <= LONGEST_LABEL &&
    QUALIFIED_NAME.test(name) &&
    (prefix === undefined || isSubdomain(prefix))
  );
}

/** Whether a text may be the value of a label. Source: IsValidLabelValue in apimachinery. */
export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= LONGEST_LABEL && QUALIFIED_NAME.test(text));
}

/** What is wrong with the name of a port, as the end of a sentence; undefined if nothing is. Source: IsValidPortName in apimachinery. */
export function portNameFault(text: string): string | undefined {
  if (text.length > 15) return `has ${text.length} characters; 15 are the most`;
  if (!/^[a-z0-9-]+$/.test(text)) return 'may have lower-case letters, digits and hyphens only';
  if (!/[a-z]/.test(text)) return 'needs a letter';
  if (text.includes('--')) return 'has two hyphens in a row';
  return /^-|-$/.test(text) ? 'begins or ends with a hyphen' : undefined;
}

/** Whether a number may be that of a port. */
export function isPortNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

/** Whether a text may be the key of a ConfigMap or a Secret. Source: IsConfigMapKey in apimachinery. */
export function isConfigKey(text: string): boolean {
  return text.length <= LONGEST_SUBDOMAIN && /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..');
}

/** Whether a text may be the name of an environment variable: printable ASCII without "=". Source: IsRelaxedEnvVarName in apimachinery. */
export function isEnvironmentName(text: string): boolean {
  return /^[ -<>-~]+$/.test(text);
}

const SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['n', 1e-9],
  ['u', 1e-6],
  ['m', 1e-3],
  ['', 1],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['E', 1e18],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
  ['Ei', 2 ** 60],
]);
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([A-Za-z]*))$/;

/** The number that a quantity stands for, in its base unit (cores, bytes); undefined if it is none. Source: resource.Quantity in apimachinery. */
export function quantityValue(quantity: unknown): number | undefined {
  const match = typeof quantity === 'number' || typeof quantity === 'string' ? QUANTITY.exec(String(quantity)) : null;
  if (!match) return undefined;
  const [, digits = '', exponent, suffix = ''] = match;
  if (exponent !== undefined) return Number(`${digits}${exponent}`);
  const factor = SUFFIXES.get(suffix);
  return factor === undefined ? undefined : Number(digits) * factor;
}

/** The quantity that somebody may have meant by a text that is none: "100mb" is meant as "100M", "1,5Gi" as "1.5Gi". */
export function meantQuantity(text: string): string | undefined {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*([A-Za-z]*)\s*$/.exec(text);
  if (!match) return undefined;
  const [, digits = '', suffix = ''] = match;
  const unit = suffix.replace(/(ytes?|b)$/i, '').replace(/b$/i, '');
  const spelled = [...SUFFIXES.keys()]
    .filter((known) => known !== 'm')
    .find((known) => known.toLowerCase() === unit.toLowerCase());
  const meant = spelled === undefined ? undefined : `${digits.replace(',', '.')}${spelled}`;
  return quantityValue(meant) === undefined ? undefined : meant;
}

/** The share that a percentage stands for ("25%" is 25), or a whole number that is not negative; undefined if it is neither. */
export function isCountOrPercentage(value: unknown): boolean {
  return typeof value === 'number'
    ? Number.isInteger(value) && value >= 0
    : typeof value === 'string' && /^\d+%$/.test(value);
}

/** Whether a text is a duration of the Gateway API. Source: GEP-2257. */
export function isGatewayDuration(text: string): boolean {
  return /^(\d{1,5}(h|m|s|ms)){1,4}$/.test(text);
}

/** Milliseconds of a duration of the Gateway API. */
export function gatewayMilliseconds(text: string): number {
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  return [...text.matchAll(/(\d+)(ms|h|m|s)/g)].reduce(
    (sum, [, digits, unit = '']) => sum + Number(digits) * (units[unit] ?? 0),
    0,
  );
}
