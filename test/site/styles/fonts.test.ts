import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'fontkitten';
import { expect, test } from 'vitest';
import { declaredFaces, type Face, FOLDER, partOf, SOURCES } from '../../../scripts/fonts/faces.ts';
import { subset } from '../../../scripts/fonts/subset.ts';

const faces = declaredFaces();
const has = ({ ranges }: Face, point: number): boolean =>
  ranges?.some(([first, last]) => point >= first && point <= last) ?? true;
const pathOf = ({ file }: Face): string =>
  file.startsWith('../') ? join('src/site/styles', file) : join('node_modules', file);
const isDrawn = (point: number): boolean => point >= 0x20 && !(point >= 0x7f && point <= 0x9f) && point !== 0xffff;

test.each(Object.entries(SOURCES))('%s is what "npm run fonts" makes', async (name, source) => {
  const made = await subset(readFileSync(join('node_modules', source)), partOf(name));
  expect(Buffer.from(made).equals(readFileSync(join(FOLDER, name)))).toBe(true);
});

test('nothing else lies beside the files', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(SOURCES).sort());
});

test('faces of one family and style have the same weights: browsers would choose among others by weight', () => {
  for (const [, some] of Map.groupBy(faces, ({ family, style }) => `${family} ${style}`))
    expect(new Set(some.map(({ weights }) => weights?.join(' '))).size).toBe(1);
});

test('no character belongs to two faces of a family, of which browsers might load both', () => {
  for (const [, some] of Map.groupBy(faces, ({ family, style }) => `${family} ${style}`))
    for (const [index, face] of some.entries())
      for (const other of some.slice(index + 1).filter(({ ranges }) => ranges && face.ranges))
        for (const [first, last] of other.ranges ?? [])
          for (let point = first; point <= last; point++) expect(has(face, point)).toBe(false);
});

const pointsIn = (path: string): Set<number> =>
  new Set((create(readFileSync(path)) as unknown as { characterSet: number[] }).characterSet.filter(isDrawn));

test('no character that the fonts in packages have is lost, and no file is loaded for one that it has not', () => {
  for (const source of new Set(Object.values(SOURCES))) {
    const style = source.includes('italic') ? 'italic' : 'normal';
    const family = source.includes('-mono') ? 'Atkinson Mono' : 'Atkinson Next';
    const own = faces.filter((face) => face.family === family && face.style === style);
    const fonts = own.map((face) => ({ face, points: pointsIn(pathOf(face)) }));
    const named = ({ face, points }: (typeof fonts)[number], point: number): boolean =>
      has(face, point) && points.has(point);
    const lost = [...pointsIn(join('node_modules', source))].filter(
      (point) => !fonts.some((font) => named(font, point)),
    );
    expect(lost.map((point) => point.toString(16))).toEqual([]);
    const vain = fonts
      .filter(({ face }) => !face.file.includes('latin-ext'))
      .flatMap(({ face, points }) =>
        (face.ranges ?? []).flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((point) => !points.has(point)),
        ),
      );
    expect(vain.map((point) => point.toString(16))).toEqual([]);
  }
});
