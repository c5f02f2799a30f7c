import { posix } from 'node:path';
import { layerFolder } from '../../curriculum/layer-folder.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { didYouMean } from '../../findings/suggest.ts';
import { readYaml } from '../../findings/yaml.ts';
import { ContainerfileProblem, contextPath, readStage, type Stage } from '../../languages/containerfile.ts';
import { baseImage, nodeProgram, notNode } from '../../languages/node-images.ts';
import { defineRule } from '../rule.ts';

/** What is wrong with an image that a course declares, and what to do; undefined if its program can run. */
function problemOf(
  files: ReadonlyMap<string, string>,
  folder: string,
  containerfile: string,
  target: string,
): [message: string, remedy: string] | undefined {
  const place = `${folder}/${containerfile}`;
  const text = files.get(place);
  if (text === undefined) {
    const others = [...files.keys()]
      .filter((path) => path.startsWith(`${folder}/app/`))
      .map((path) => path.slice(folder.length + 1));
    return [
      `There is no file ${place}.${didYouMean(containerfile, others)}`,
      'Correct the path in "containerfile", or write the file.',
    ];
  }
  let stage: Stage;
  try {
    stage = readStage(text, target, baseImage);
  } catch (problem) {
    if (!(problem instanceof ContainerfileProblem)) throw problem;
    return [`${place}: ${problem.message}`, 'Correct "target", or the Containerfile.'];
  }
  const script = nodeProgram(stage);
  if (script === undefined)
    return [
      `${place}: ${notNode(stage, target)}`,
      'Begin with a file in Node, such as CMD ["/app/server.mjs"] in an image that has node as its ENTRYPOINT, or do not declare the image.',
    ];
  const source = contextPath(stage, posix.resolve(stage.folder, script));
  if (source !== undefined && files.has(posix.join(posix.dirname(place), source))) return undefined;
  return [
    `${place}: the stage "${target}" begins with ${script}, and copies no such file.`,
    'Correct the path in CMD, or copy the file into the stage.',
  ];
}

/** Images that courses declare can be made of their Containerfiles, so that their programs run in the practice cluster. */
export const labImages = defineRule({
  names: ['lab/image'],
  needs: 'curriculum',
  check: ({ curriculum, files }) =>
    curriculum.courses.flatMap((course) =>
      course.images.flatMap(({ containerfile, target }, index): Finding[] => {
        const folder = `${layerFolder(course.layer)}courses/${course.id}`;
        const problem = problemOf(files, folder, containerfile, target);
        if (!problem) return [];
        const file = `${folder}/course.yaml`;
        const [message, remedy] = problem;
        const place = readYaml(file, files.get(file) ?? '').place(['images', index]);
        return [
          finding('lab/image', file, place, {
            message,
            why: 'The programs of an image of a course run in the practice cluster, as its Containerfile says.',
            remedy,
          }),
        ];
      }),
    ),
});
