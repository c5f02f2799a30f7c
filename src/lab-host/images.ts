import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { curriculumRoot } from '../cli/root.ts';
import { sourcePaths } from '../cli/source-paths.ts';
import { UserError } from '../cli/user-error.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import type { Course } from '../curriculum/model.ts';
import { isContent, normalizeText } from '../curriculum/read.ts';
import type { CourseImage, CourseImages } from '../lab/course/protocol.ts';
import { ContainerfileProblem, contextPath, readStage, type Stage } from '../languages/containerfile.ts';
import { baseImage, nodeProgram, notNode } from '../languages/node-images.ts';
import { bundleProgram, bundleRuntime } from './bundle.ts';
import { declaredImages, folderOf } from './declared-images.ts';

type Declared = Course['images'][number];

/** A reader of files below a folder of the curriculum, as its files are read: neither what links lead to, nor what tools leave behind. */
function readerOf(folder: string): (path: string) => string | undefined {
  const root = curriculumRoot();
  return (path) => {
    const whole = join(folder, path);
    if (!isContent(path) || !existsSync(whole)) return undefined;
    if (realpathSync(whole) !== join(realpathSync(root), relative(root, whole))) return undefined;
    return normalizeText(readFileSync(whole, 'utf8'));
  };
}

const made = new Map<string, Promise<CourseImage>>();

/** An image of a course, made of its Containerfile. @throws UserError which says what is wrong with the file, and where it is */
function courseImage(course: Course, { containerfile, target }: Declared): Promise<CourseImage> {
  const key = `${folderOf(course)}\n${containerfile}\n${target}`;
  const known = made.get(key);
  if (known) return known;
  const making = makeImage(course, containerfile, target);
  made.set(key, making);
  return making;
}

async function makeImage(course: Course, containerfile: string, target: string): Promise<CourseImage> {
  const context = posix.dirname(containerfile);
  const read = readerOf(join(folderOf(course), context));
  const place = `${layerFolder(course.layer)}courses/${course.id}/${containerfile}`;
  const text = read(posix.basename(containerfile));
  if (text === undefined) throw new UserError(`${place} is named in course.yaml, but is not there.`);
  let stage: Stage;
  try {
    stage = readStage(text, target, baseImage);
  } catch (problem) {
    throw problem instanceof ContainerfileProblem ? new UserError(`${place}: ${problem.message}`) : problem;
  }
  const script = nodeProgram(stage);
  if (script === undefined) throw new UserError(`${place}: ${notNode(stage, target)}`);
  const path = posix.resolve(stage.folder, script);
  const program = await bundleProgram(path, (file) => {
    const source = contextPath(stage, file);
    return source === undefined ? undefined : read(source);
  });
  return {
    entrypoint: stage.entrypoint,
    command: stage.command,
    environment: stage.environment,
    folder: stage.folder,
    user: Number.parseInt(stage.user, 10) || 0,
    isAlone: /\bdistroless\b|^scratch$/.test(stage.base),
    folders: stage.copied.flatMap(({ to, from }) => (from === undefined ? [to] : [])),
    owned: stage.copied.flatMap(({ to, owner }) =>
      owner !== undefined && owner === stage.user.replace(/:.*/s, '') ? [to] : [],
    ),
    programs: { [path]: program },
  };
}

let runtime: Promise<string> | undefined;

/** The images of a lab that are images of courses, with what runs them; undefined if there are none. @throws UserError */
export async function courseImages(
  names: readonly string[],
  courses: Iterable<Course>,
): Promise<CourseImages | undefined> {
  const declared = declaredImages(courses);
  const images: Record<string, CourseImage> = {};
  for (const name of names) {
    const found = declared.get(name);
    if (found) images[name] = await courseImage(found.course, found.declared);
  }
  if (Object.keys(images).length === 0) return undefined;
  runtime ??= bundleRuntime(sourcePaths.courseRuntime);
  return { runtime: await runtime, images };
}
