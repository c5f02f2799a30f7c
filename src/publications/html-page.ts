import type { ElementContent } from 'hast';
import { directionOf } from '../strings/direction.ts';
import { element, htmlOf } from './tree.ts';

/** A page of its own: nothing in it comes from elsewhere. @param style CSS */
export function htmlPage(language: string, title: string, style: string, content: readonly ElementContent[]): string {
  const head = element('head', {}, [
    element('meta', { charSet: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', {}, [title]),
    element('style', {}, [style]),
  ]);
  const body = element('body', {}, [element('main', {}, content)]);
  return `<!doctype html>\n${htmlOf(element('html', { lang: language, dir: directionOf(language) }, [head, body]))}\n`;
}
