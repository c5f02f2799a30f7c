import { finding } from '../../findings/finding.ts';
import { defineRule } from '../rule.ts';

/** Links among the files of a curriculum are not followed, so that nothing outside of it is published. */
export const linkedFiles = defineRule({
  names: ['file/stray'],
  needs: 'repository',
  check: ({ links }) =>
    links.map((path) =>
      finding('file/stray', path, undefined, {
        message: `${path} is a link to another file, and links are not read.`,
        why: 'A link may lead to any file of the machine that builds the pages, which would be published.',
        remedy: 'Put a copy of the file in its place.',
      }),
    ),
});
