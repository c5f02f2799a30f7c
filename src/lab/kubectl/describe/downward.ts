import { asRecord, at, type Data } from '../../../kubernetes/data.ts';
import { parseQuantity } from '../print/quantity.ts';
import { text } from './page.ts';

/** A resource of a container in units of its divisor, rounded up (`ExtractContainerResourceValue`); empty if there is no such resource. */
export function extractResource(container: Data, reference: Data): string {
  const [, kind, name] =
    /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/.exec(text(reference.resource)) ?? [];
  if (kind === undefined || name === undefined) return '';
  const value = parseQuantity(text(asRecord(at(container, 'resources', kind))[name] ?? '0'));
  const divisor = parseQuantity(text(reference.divisor || '1'));
  if (!value) return '';
  const unit = divisor && divisor.nanos > 0n ? divisor.nanos : 10n ** 9n;
  return String((value.nanos + unit - 1n) / unit);
}

function mapText(values: unknown): string {
  return Object.entries(asRecord(values))
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(text(value))}`)
    .join('\n');
}

/** A field of a Pod as the downward API gives it (`ExtractFieldPathAsString`); empty if there is no such field. */
export function podField(pod: Data, fieldPath: string): string {
  const subscript = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(fieldPath);
  if (subscript) return text(asRecord(at(pod, 'metadata', subscript[1] as string))[subscript[2] as string]);
  const path = fieldPath.split('.');
  if (/^metadata\.(labels|annotations)$/.test(fieldPath)) return mapText(at(pod, ...path));
  // kubectl looks up no more than this: what the spec and the status hold is known to the kubelet.
  return /^metadata\.(name|namespace|uid)$/.test(fieldPath) ? text(at(pod, ...path)) : '';
}
