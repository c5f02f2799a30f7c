/** A table of a font file, as its directory lists it (OpenType 1.9, "Table Directory"). */
interface Table {
  tag: string;
  data: Uint8Array;
}

const NAME = 'name';
const HEADER = 12;
const RECORD = 16;
/** Name ids: family, style, full name, and the name by which PostScript and PDF know the font. */
const FAMILY = 1;
const STYLE = 2;
const FULL = 4;
const POSTSCRIPT = 6;

function tablesOf(font: DataView): Table[] {
  return Array.from({ length: font.getUint16(4) }, (_, index) => {
    const at = HEADER + index * RECORD;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => font.getUint8(at + byte)));
    return {
      tag,
      data: new Uint8Array(font.buffer, font.byteOffset + font.getUint32(at + 8), font.getUint32(at + 12)),
    };
  });
}

/** The name by which PDF files call a font; empty if it has none. */
function postscriptName(table: Uint8Array): string {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const storage = view.getUint16(4);
  for (let index = 0; index < view.getUint16(2); index++) {
    const at = 6 + index * 12;
    // Windows, Unicode: UTF-16.
    if (view.getUint16(at) !== 3 || view.getUint16(at + 6) !== POSTSCRIPT) continue;
    const bytes = table.subarray(storage + view.getUint16(at + 10)).subarray(0, view.getUint16(at + 8));
    return new TextDecoder('utf-16be').decode(bytes);
  }
  return '';
}

/** A naming table with these names, for Windows in English (OpenType 1.9, "name"). */
function nameTable(names: ReadonlyMap<number, string>): Uint8Array {
  const texts = [...names].map(([id, text]) => [id, Buffer.from(text, 'utf16le').swap16()] as const);
  const storage = 6 + texts.length * 12;
  const table = Buffer.alloc(storage + texts.reduce((sum, [, bytes]) => sum + bytes.length, 0));
  table.writeUInt16BE(texts.length, 2);
  table.writeUInt16BE(storage, 4);
  let offset = 0;
  texts.forEach(([id, bytes], index) => {
    const words = [3, 1, 0x409, id, bytes.length, offset];
    words.forEach((word, place) => {
      table.writeUInt16BE(word, 6 + index * 12 + place * 2);
    });
    bytes.copy(table, storage + offset);
    offset += bytes.length;
  });
  return table;
}

function checksum(data: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) {
    const word =
      ((data[at] ?? 0) << 24) | ((data[at + 1] ?? 0) << 16) | ((data[at + 2] ?? 0) << 8) | (data[at + 3] ?? 0);
    sum = (sum + (word >>> 0)) >>> 0;
  }
  return sum;
}

/**
 * A font under a family of its own, so that it can be asked for: packages call every part of a font the same, and whoever looks for
 * a family finds one of its parts. The name that PDF files show stays.
 * @param sfnt a TrueType or OpenType font
 */
export function renamed(sfnt: Uint8Array, family: string): Buffer {
  const view = new DataView(sfnt.buffer, sfnt.byteOffset, sfnt.byteLength);
  const tables = tablesOf(view).map(({ tag, data }) => {
    if (tag !== NAME) return { tag, data };
    const names = [
      [FAMILY, family],
      [STYLE, 'Regular'],
      [FULL, family],
      [POSTSCRIPT, postscriptName(data) || family],
    ] as const;
    return { tag, data: nameTable(new Map(names)) };
  });
  let end = HEADER + tables.length * RECORD;
  const places = tables.map(({ data }) => {
    const place = end;
    end += Math.ceil(data.length / 4) * 4;
    return place;
  });
  const font = Buffer.alloc(end);
  font.set(sfnt.subarray(0, HEADER));
  tables.forEach(({ tag, data }, index) => {
    const at = HEADER + index * RECORD;
    font.write(tag, at, 'latin1');
    font.writeUInt32BE(checksum(data), at + 4);
    font.writeUInt32BE(places[index] ?? 0, at + 8);
    font.writeUInt32BE(data.length, at + 12);
    font.set(data, places[index]);
  });
  return font;
}
