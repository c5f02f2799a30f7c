import { unzipSync } from 'fflate';
import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { loadCurriculum, siteTokens } from '../../src/assembly/load.ts';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { formats } from '../../src/publications/formats.ts';
import type { Published, Source } from '../../src/publications/publication.ts';
import { sourcesOf } from '../../src/publications/select.ts';

function firstOf(edition: Edition | undefined, lessons: readonly string[]): Source {
  const [source] = edition ? sourcesOf(edition, [], lessons) : [];
  if (!source) throw new Error('The curriculum cannot be read, or has no course.');
  return source;
}

/** What publications are made from: the first course of a curriculum. @param root its folder @param lessons ids; all, if there are none */
export function sourceOf(root: string, lessons: readonly string[] = []): Source {
  return firstOf(loadCurriculum(root, { ownImages: true }).curriculum, lessons);
}

/** The same of files. */
export function sourceFrom(files: ContentFiles, lessons: readonly string[] = []): Source {
  const { curriculum, findings } = assembleCurriculum(files, siteTokens());
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ file, message }) => `${file}: ${message}`).join('\n'));
  return firstOf(curriculum, lessons);
}

/** Makes a format of a source. */
export async function publish(format: string, source: Source): Promise<readonly Published[]> {
  const made = await formats[format]?.();
  if (!made) throw new Error(`There is no format ${format}.`);
  return made.publish(source);
}

/** The files of an archive, as text. */
export function filesOf({ content }: Published): Map<string, string> {
  return new Map(Object.entries(unzipSync(content)).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
}
