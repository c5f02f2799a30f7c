import { bytesOf } from '../../curriculum/read.ts';
import { svgProblem } from '../../strings/svg.ts';

/** What an image may not be, said so that its owner can mend it; undefined if it is fine. */
export interface ImageProblem {
  message: string;
  remedy: string;
}

const PNG_SIGNATURE = '89504e470d0a1a0a';

/** Whether an image file can be published: a PNG, or an SVG that neither runs code nor loads anything. @param content as read.ts keeps it. */
export function imageProblem(path: string, content: string): ImageProblem | undefined {
  if (/\.png$/i.test(path)) {
    if (bytesOf(content).subarray(0, 8).toString('hex') === PNG_SIGNATURE) return undefined;
    return { message: `${path} is not a PNG image, whatever its name says.`, remedy: 'Export the logo as SVG or PNG.' };
  }
  if (!/\.svg$/i.test(path)) {
    return { message: `${path} is neither SVG nor PNG.`, remedy: 'Export the logo as SVG (best) or PNG.' };
  }
  const problem = svgProblem(content);
  if (problem === undefined) return undefined;
  if (problem === 'none') {
    return {
      message: `${path} is not an SVG image, whatever its name says.`,
      remedy: 'Export the logo as SVG or PNG.',
    };
  }
  return {
    message: `${path} contains ${problem}.`,
    remedy:
      'Export the logo as plain SVG, with text turned into paths and without scripts; a vector program calls it "plain" or "optimized" SVG.',
  };
}

/** Width divided by height of an image that has passed imageProblem; 1 if it does not say. */
export function aspectRatio(path: string, content: string): number {
  if (/\.png$/i.test(path)) {
    const header = bytesOf(content).subarray(16, 24);
    return header.length === 8 ? header.readUInt32BE(0) / header.readUInt32BE(4) : 1;
  }
  const root = /<svg[^>]*>/i.exec(content)?.[0] ?? '';
  const box = /viewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(root);
  const size = (name: string): number => Number(new RegExp(`\\s${name}\\s*=\\s*["']([\\d.]+)`, 'i').exec(root)?.[1]);
  const ratio = box ? Number(box[1]) / Number(box[2]) : size('width') / size('height');
  return Number.isFinite(ratio) && ratio > 0 ? ratio : 1;
}
