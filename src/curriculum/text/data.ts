import { splitLesson } from '../frontmatter.ts';
import { type DataText, dataTexts } from './scalars.ts';

const remembered = new Map<string, { text: string; data: readonly DataText[] | undefined }>();

/**
 * The texts in a file of data, or in the frontmatter of a lesson, in their order; parsed once as long as the file stays the
 * same. Undefined if it cannot be read.
 */
export function dataOf(path: string, text: string): readonly DataText[] | undefined {
  const known = remembered.get(path);
  if (known?.text === text) return known.data;
  const data = path.endsWith('.mdx') ? ofFrontmatter(path, text) : dataTexts(text);
  remembered.set(path, { text, data });
  return data;
}

function ofFrontmatter(path: string, text: string): DataText[] | undefined {
  const { frontmatter } = splitLesson(path, text);
  return frontmatter === '' ? [] : dataTexts(frontmatter, text.indexOf('\n') + 1);
}
