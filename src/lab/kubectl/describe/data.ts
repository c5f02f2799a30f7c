import { asRecord } from '../../../kubernetes/data.ts';
import type { Describer } from './describer.ts';
import { text } from './page.ts';

/** How many bytes base64 stands for. */
function sizeOf(base64: unknown): number {
  const encoded = text(base64).replace(/[\s=]/g, '');
  return Math.floor((encoded.length * 3) / 4);
}

/** A ConfigMap, with what it holds. */
export const configMap: Describer = async (page, object, around) => {
  page.head(object);
  page.write(0, '\nData\n====\n');
  const data = asRecord(object.data);
  for (const key of Object.keys(data).sort()) page.write(0, `${key}:\n----\n${text(data[key])}\n\n`);
  page.write(0, '\nBinaryData\n====\n');
  const binary = asRecord(object.binaryData);
  for (const key of Object.keys(binary).sort()) page.write(0, `${key}: ${sizeOf(binary[key])} bytes\n`);
  page.write(0, '\n');
  await around.events(page, object);
};

/** A Secret: how much it holds, but not what. */
export const secret: Describer = (page, object) => {
  page.head(object);
  page.write(0, `\nType:\t${text(object.type)}\n`);
  page.write(0, '\nData\n====\n');
  const data = asRecord(object.data);
  for (const key of Object.keys(data).sort()) {
    const isToken = key === 'token' && object.type === 'kubernetes.io/service-account-token';
    page.pair(0, key, isToken ? atob(text(data[key])) : `${sizeOf(data[key])} bytes`);
  }
};
