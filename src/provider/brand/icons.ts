/** A logo to make icons from. */
export interface Logo {
  path: string;
  bytes: Buffer;
}

/** Share of an icon's side that the logo takes; maskable icons may be cut to a circle of 80 %. */
const FILL = { plain: 0.92, maskable: 0.6 } as const;

/** The logo on a square ground, as PNG. @param size side in pixels. @param ground CSS color, or undefined for transparent. */
async function square(logo: Logo, size: number, fill: number, ground: string | undefined): Promise<Buffer> {
  const side = Math.round(size * fill);
  const { default: sharp } = await import('sharp');
  const drawn = await sharp(logo.bytes, { density: 600 })
    .resize(side, side, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .png()
    .toBuffer();
  return sharp({
    create: { width: size, height: size, channels: 4, background: ground ?? { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .composite([{ input: drawn, gravity: 'center' }])
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** An ICO file that holds one PNG, as browsers have read since 2007. */
function ico(png: Buffer, size: number): Buffer {
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2); // icon
  header.writeUInt16LE(1, 4); // one image
  header[6] = size;
  header[7] = size;
  header.writeUInt16LE(1, 10); // planes
  header.writeUInt16LE(32, 12); // bits per pixel
  header.writeUInt32LE(png.length, 14);
  header.writeUInt32LE(22, 18);
  return Buffer.concat([header, png]);
}

function svgIcon({ path, bytes }: Logo): Buffer {
  const type = /\.png$/i.test(path) ? 'image/png' : 'image/svg+xml';
  const data = `data:${type};base64,${bytes.toString('base64')}`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><image href="${data}" x="2" y="2" width="60" height="60" preserveAspectRatio="xMidYMid meet"/></svg>\n`,
  );
}

/**
 * The icons of a site from one logo: file name at the root of the site to bytes.
 * @param ground color behind icons that may not be transparent, as CSS. @throws if the logo cannot be drawn.
 */
export async function makeIcons(logo: Logo, ground: string): Promise<Map<string, Buffer>> {
  return new Map([
    ['favicon.svg', svgIcon(logo)],
    ['favicon.ico', ico(await square(logo, 32, 1, undefined), 32)],
    ['apple-touch-icon.png', await square(logo, 180, FILL.plain, ground)],
    ['icon-192.png', await square(logo, 192, FILL.plain, undefined)],
    ['icon-512.png', await square(logo, 512, FILL.plain, undefined)],
    ['icon-maskable-512.png', await square(logo, 512, FILL.maskable, ground)],
  ]);
}

/** Folder below a layer's in which its icons lie. */
export const ICON_FOLDER = 'assets/icons';

/** Names of the icons at the root of a site. */
export const iconNames = [
  'favicon.svg',
  'favicon.ico',
  'apple-touch-icon.png',
  'icon-192.png',
  'icon-512.png',
  'icon-maskable-512.png',
] as const;
