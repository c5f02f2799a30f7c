import { readFileSync } from 'node:fs';
import { compress, decompress } from 'woff2-encoder';

/** What of a font is kept. */
export interface Part {
  /** The lightest and the heaviest weight; all that the font has if undefined. */
  weights: readonly [number, number] | undefined;
  /** First and last of each range of characters; all that the font has if undefined. */
  ranges: readonly (readonly [number, number])[] | undefined;
}

const PROGRAM = 'node_modules/harfbuzzjs/dist/harfbuzz-subset.wasm';

/** Features that browsers apply by themselves, and the one that style sheets ask for. The others would double shapes of digits. */
const FEATURES = ['ccmp', 'kern', 'locl', 'mark', 'mkmk', 'tnum'];
/** Names of a font by their numbers: of copyright, family and version, and of its license. */
const NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14];

/** What is used of the program (hb.h and hb-subset.h of HarfBuzz); objects are addresses in its memory. */
interface HarfBuzz {
  memory: WebAssembly.Memory;
  _initialize(): void;
  malloc(bytes: number): number;
  hb_blob_create(data: number, length: number, mode: number, userData: number, destroy: number): number;
  hb_blob_get_data(blob: number, length: number): number;
  hb_blob_get_length(blob: number): number;
  hb_face_create(blob: number, index: number): number;
  hb_face_reference_blob(face: number): number;
  hb_set_add(set: number, value: number): void;
  hb_set_clear(set: number): void;
  hb_set_invert(set: number): void;
  hb_subset_input_create_or_fail(): number;
  hb_subset_input_set(input: number, which: number): number;
  hb_subset_input_unicode_set(input: number): number;
  hb_subset_input_set_axis_range(
    input: number,
    face: number,
    axis: number,
    from: number,
    to: number,
    start: number,
  ): number;
  hb_subset_or_fail(face: number, input: number): number;
}

/** HB_MEMORY_MODE_WRITABLE, HB_SUBSET_SETS_NAME_ID, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG. */
const WRITABLE = 2;
const NAME_IDS = 4;
const FEATURE_TAGS = 6;

const tag = (name: string): number => Buffer.from(name, 'latin1').readUInt32BE();

/** A program for one font, whose memory goes with it. */
async function start(): Promise<HarfBuzz> {
  const { instance } = await WebAssembly.instantiate(readFileSync(PROGRAM));
  const program = instance.exports as unknown as HarfBuzz;
  program._initialize();
  return program;
}

/**
 * Numbers by which browsers lay out fields before anything is typed into them, which the program computes anew of what is left: the mean
 * width of characters and the room that the largest takes (OpenType 1.9, "OS/2" and "head").
 */
const KEPT = [
  { table: 'OS/2', from: 2, length: 2 },
  { table: 'head', from: 36, length: 8 },
];

/** Where a table of a font lies (OpenType 1.9, "Table Directory"). @throws if there is none */
function placeOf(font: Uint8Array, table: string): number {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = 12 + index * 16;
    if (view.getUint32(record) === tag(table)) return view.getUint32(record + 8);
  }
  throw new Error(`The font has no table "${table}".`);
}

/** Gives a part of a font the numbers that the font has; checksums are reckoned by who compresses it. */
function keepNumbers(made: Uint8Array, whole: Uint8Array): void {
  for (const { table, from, length } of KEPT) {
    const start = placeOf(whole, table) + from;
    made.set(whole.subarray(start, start + length), placeOf(made, table) + from);
  }
}

function fill(program: HarfBuzz, set: number, values: readonly number[]): void {
  program.hb_set_clear(set);
  for (const value of values) program.hb_set_add(set, value);
}

/** A part of a WOFF2 font, as WOFF2: shapes, metrics, kerning and hints of what is kept stay as they are. @throws if it has no such weights */
export async function subset(font: Uint8Array, { weights, ranges }: Part): Promise<Uint8Array> {
  const program = await start();
  const sfnt = await decompress(font);
  const data = program.malloc(sfnt.length);
  new Uint8Array(program.memory.buffer).set(sfnt, data);
  const face = program.hb_face_create(program.hb_blob_create(data, sfnt.length, WRITABLE, 0, 0), 0);
  const input = program.hb_subset_input_create_or_fail();
  fill(program, program.hb_subset_input_set(input, FEATURE_TAGS), FEATURES.map(tag));
  fill(program, program.hb_subset_input_set(input, NAME_IDS), NAMES);
  const characters = program.hb_subset_input_unicode_set(input);
  if (ranges === undefined) program.hb_set_invert(characters);
  for (const [first, last] of ranges ?? [])
    for (let point = first; point <= last; point++) program.hb_set_add(characters, point);
  // Where the weight begins is left to the program: as near as may be to where it began.
  if (weights && program.hb_subset_input_set_axis_range(input, face, tag('wght'), ...weights, Number.NaN) === 0)
    throw new Error(`The font has no weights from ${weights.join(' to ')}.`);
  const result = program.hb_subset_or_fail(face, input);
  if (result === 0) throw new Error('HarfBuzz makes no part of the font.');
  const blob = program.hb_face_reference_blob(result);
  const address = program.hb_blob_get_data(blob, 0);
  const made = new Uint8Array(program.memory.buffer.slice(address, address + program.hb_blob_get_length(blob)));
  keepNumbers(made, sfnt);
  return compress(made);
}
