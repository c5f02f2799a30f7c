/** What an image may not be, said so that its owner can mend it; undefined if it is fine. */
export interface ImageProblem {
  message: string;
  remedy: string;
}

const PNG_SIGNATURE = '89504e470d0a1a0a';

/** Parts of SVG that run code or load something from elsewhere, with what each is called in a message. */
const ACTIVE: readonly [RegExp, string][] = [
  [/<script[\s>/]/i, 'a <script>'],
  [/\son[a-z]+\s*=/i, 'an event handler'],
  [/javascript:/i, 'a javascript: link'],
  [/<foreignObject[\s/>]/i, 'a <foreignObject>'],
  [/<!ENTITY/i, 'an entity declaration'],
  [/(?:href|src)\s*=\s*["'](?!#|data:image\/)/i, 'a link to something outside'],
  [/@import|url\(\s*["']?(?!#|data:)/i, 'a style that loads something from outside'],
];

/** Whether an image file can be published: a PNG, or an SVG that neither runs code nor loads anything. @param content text of an SVG, base64 of a PNG. */
export function imageProblem(path: string, content: string): ImageProblem | undefined {
  if (/\.png$/i.test(path)) {
    if (Buffer.from(content, 'base64').subarray(0, 8).toString('hex') === PNG_SIGNATURE) return undefined;
    return { message: `${path} is not a PNG image, whatever its name says.`, remedy: 'Export the logo as SVG or PNG.' };
  }
  if (!/\.svg$/i.test(path)) {
    return { message: `${path} is neither SVG nor PNG.`, remedy: 'Export the logo as SVG (best) or PNG.' };
  }
  const markup = content.replace(/<!--[\s\S]*?-->/g, '');
  if (!/^\s*(<\?xml[^>]*>\s*)?(<!DOCTYPE[^>]*>\s*)?<svg[\s>]/i.test(markup) || !/<\/svg>\s*$/i.test(markup)) {
    return {
      message: `${path} is not an SVG image, whatever its name says.`,
      remedy: 'Export the logo as SVG or PNG.',
    };
  }
  const active = ACTIVE.find(([pattern]) => pattern.test(markup));
  return (
    active && {
      message: `${path} contains ${active[1]}.`,
      remedy:
        'Export the logo as plain SVG, with text turned into paths and without scripts; a vector program calls it "plain" or "optimized" SVG.',
    }
  );
}

/** Width divided by height of an image that has passed imageProblem; 1 if it does not say. */
export function aspectRatio(path: string, content: string): number {
  if (/\.png$/i.test(path)) {
    const header = Buffer.from(content, 'base64').subarray(16, 24);
    return header.length === 8 ? header.readUInt32BE(0) / header.readUInt32BE(4) : 1;
  }
  const root = /<svg[^>]*>/i.exec(content)?.[0] ?? '';
  const box = /viewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(root);
  const size = (name: string): number => Number(new RegExp(`\\s${name}\\s*=\\s*["']([\\d.]+)`, 'i').exec(root)?.[1]);
  const ratio = box ? Number(box[1]) / Number(box[2]) : size('width') / size('height');
  return Number.isFinite(ratio) && ratio > 0 ? ratio : 1;
}
