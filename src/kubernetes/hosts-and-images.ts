import { isSubdomain } from './formats.ts';

const BYTE = /^(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/;

/** Whether a text is four numbers with dots between them, each without zeros before it. */
function isFour(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => BYTE.test(part));
}

/** Whether a text is an address of IPv6; its last 32 bits may be written as in IPv4. */
function isSix(text: string): boolean {
  const four = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (four && !isFour(four[2] ?? '')) return false;
  const plain = four ? `${four[1]}0:0` : text;
  const halves = plain.split('::');
  if (halves.length > 2 || !plain.includes(':')) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8;
}

/** The version of the protocol that an address belongs to; 0 if it is none. */
function isIP(text: string): 0 | 4 | 6 {
  return isFour(text) ? 4 : isSix(text) ? 6 : 0;
}

/** Whether a text is an address of IPv4 or IPv6, without a zone. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

/** Whether a text is a block of addresses, such as 10.0.0.0/8. */
export function isBlock(text: string): boolean {
  const [address = '', length = '', ...more] = text.split('/');
  const version = isAddress(address) ? isIP(address) : 0;
  return more.length === 0 && version !== 0 && /^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128);
}

/** Bits of an address as text of 0 and 1. */
function bits(address: string): string {
  if (isIP(address) === 4) {
    return address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  }
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined): string[] => (text ?? '').split(':').filter((group) => group !== '');
  const before = groups(head);
  const after = groups(tail);
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('');
}

/** Whether a block of addresses lies within another one, and is smaller. Both have to be blocks. */
export function isStrictlyWithin(inner: string, outer: string): boolean {
  const [innerAddress = '', innerLength] = inner.split('/');
  const [outerAddress = '', outerLength] = outer.split('/');
  return (
    isIP(innerAddress) === isIP(outerAddress) &&
    Number(innerLength) > Number(outerLength) &&
    bits(innerAddress).slice(0, Number(outerLength)) === bits(outerAddress).slice(0, Number(outerLength))
  );
}

/**
 * What is wrong with the name of a host, as the end of a sentence; undefined if nothing is.
 * @param wildcard whether `*.` may stand at its beginning.
 */
export function hostFault(text: string, wildcard: boolean): string | undefined {
  if (isAddress(text)) return 'is an IP address, not the name of a host';
  if (/^\w+:\/\//.test(text)) return 'is a URL; write the name of the host alone';
  if (/:\d+$/.test(text)) return 'holds a port; write the name of the host alone';
  if (text.includes('/')) return 'holds a path; write the name of the host alone';
  const name = wildcard && text.startsWith('*.') ? text.slice(2) : text;
  if (name.includes('*')) {
    return wildcard ? 'may have "*" only in place of its first part' : 'may not have a wildcard';
  }
  return isSubdomain(name) ? undefined : 'is not the name of a host: lower-case letters, digits, hyphens and dots';
}

const HOST =
  /^(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*(?::\d+)?$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/**
 * What is wrong with a reference to an image, as the end of a sentence; undefined if nothing is.
 * Source: the grammar of github.com/distribution/reference, by which the kubelet parses it.
 */
export function imageFault(reference: string): string | undefined {
  if (reference !== reference.trim() || /\s/.test(reference)) return 'has a space in it';
  if (/^\w+:\/\//.test(reference)) return 'is a URL; an image has no "https://" before it';
  const [name = '', digest, ...more] = reference.split('@');
  if (more.length > 0) return 'has more than one "@"';
  if (digest !== undefined && !DIGEST.test(digest))
    return 'has a digest that is none: "sha256:" and 64 hexadecimal digits';
  const slash = name.lastIndexOf('/');
  const colon = name.indexOf(':', slash + 1);
  const path = colon < 0 ? name : name.slice(0, colon);
  if (colon >= 0 && !TAG.test(name.slice(colon + 1)))
    return 'has a tag that is none: letters, digits, "_", "." and "-"';
  const [first = '', ...rest] = path.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  if (isHost && !HOST.test(first) && !/^\[[0-9a-fA-F:]+\](:\d+)?$/.test(first))
    return 'names a registry that cannot be one';
  const parts = isHost ? rest : [first, ...rest];
  if (parts.some((part) => /[A-Z]/.test(part))) return 'has capitals in its name';
  return parts.every((part) => REPOSITORY.test(part)) ? undefined : 'is not the name of an image';
}
