import { linksIn } from '../curriculum/read.ts';
import { error, type Finding } from '../findings/finding.ts';

/** Reports links among the files of a curriculum: they are not followed, so that nothing outside of it is published. */
export function linkedFiles(root: string): Finding[] {
  return linksIn(root).map((path) =>
    error('file/stray', path, undefined, {
      message: `${path} is a link to another file, and links are not read.`,
      why: 'A link may lead to any file of the machine that builds the pages, which would be published.',
      remedy: 'Put a copy of the file in its place.',
    }),
  );
}
