import type { Element } from 'hast';
import { lossIn } from '../lesson.ts';
import { drawingSize } from './drawing.ts';
import type { Printing } from './printing.ts';
import { call, words } from './typst.ts';

/** An image from a file. @param caption markup */
export function picture(image: Element, alt: string, caption: string, printing: Printing): string {
  const found = printing.files.get(String(image.properties.src));
  if (!found) {
    printing.losses.push(
      lossIn(printing.lesson, { what: `the image ${String(image.properties.src)}`, instead: 'its text alternative' }),
    );
    return call('missing-picture', {}, words(alt));
  }
  // Without an ending the compiler looks at what a file is; that it is called so says nothing.
  const isSvg = /\.svg$/i.test(found.name);
  const file = `${printing.lesson.id}-${++printing.count.pictures}${isSvg ? '.svg' : ''}`;
  printing.pictures.set(file, { file: found.name, bytes: found.bytes });
  const height = (found.width * Number(image.properties.height ?? 3)) / Number(image.properties.width ?? 4);
  return call('picture', { file, alt, width: found.width, height }, caption);
}

/** A drawing. @param caption markup */
export function drawing(svg: Element, alt: string, caption: string, printing: Printing): string {
  const { width, height } = drawingSize(svg) ?? { width: 300, height: 150 };
  const name = `${printing.lesson.id}-${++printing.count.pictures}.svg`;
  printing.pictures.set(name, { drawing: svg });
  return call('picture', { file: name, alt, width, height }, caption);
}
