/**
 * `npm run --silent images`: the images that the courses bring, under the address at which whoever publishes this site has them. A line for each recipe,
 * with tabs: name of a file for it, folder of the build, its Containerfile in there, target, and all names with their tags. What builds them
 * reads it (.github/workflows/images.yml). `--brand <id>` for one of several brands.
 */
import { join, posix, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { folderOf } from '../src/lab-host/declared-images.ts';
import { getCurriculum } from '../src/site/curriculum.ts';

await runCommand(() => {
  const { values } = parseArgs({ options: { ...BRAND_OPTION } });
  chooseBrand(values.brand);
  for (const course of getCurriculum().courses)
    for (const { name, tags, containerfile, target } of course.images) {
      const folder = join(relative(curriculumRoot(), folderOf(course)), posix.dirname(containerfile));
      const names = tags.map((tag) => `${name}:${tag}`).join(' ');
      console.log([`${course.id}-${target}`, folder, posix.basename(containerfile), target, names].join('\t'));
    }
});
