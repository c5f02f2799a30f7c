import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Lesson } from '../../curriculum/model.ts';
import { bytesOf, contentOf, isContent } from '../../curriculum/read.ts';
import { clustersOf } from '../../lab/runner/clusters.ts';
import { formsOf } from '../../lab/runner/draw.ts';
import { type BuiltImage, startScript } from '../../lab/runner/script/start-script.ts';
import { declaredImages, folderOf, imagesOf } from '../../lab-host/declared-images.ts';
import { zip } from '../../publications/archive.ts';
import { withoutMarkers } from '../../rendering/region.ts';
import { getCurriculum, paths } from '../site.ts';
import { doctorText } from './doctor.ts';
import { readmeText } from './readme.ts';
import { startParts } from './script-parts.ts';
import { checkText, isScripted, noticeOf, scriptedLab } from './scripted.ts';

interface Part {
  name: string;
  content: string | Uint8Array;
  isRun?: boolean;
}

/** Files below a folder of the curriculum, by their paths in it, sorted; what tools leave behind is left out. */
function filesBelow(folder: string, inside = ''): string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true })
    .filter(({ name }) => isContent(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = posix.join(inside, entry.name);
      if (entry.isDirectory()) return filesBelow(folder, path);
      return entry.isFile() ? [path] : [];
    });
}

/** The images of some names that are built from a course's own sources, and these sources. */
function sourcesOf(names: readonly string[]): { images: BuiltImage[]; sources: Part[] } {
  const declared = declaredImages(getCurriculum().courses);
  const images = new Map<string, BuiltImage & { names: string[] }>();
  const folders = new Map<string, string>();
  for (const name of names) {
    const found = declared.get(name);
    if (!found) continue;
    const { containerfile, target } = found.declared;
    const folder = posix.dirname(containerfile);
    const key = `${found.course.id} ${containerfile} ${target}`;
    const image = images.get(key) ?? { containerfile, folder, target, names: [] };
    image.names.push(name);
    images.set(key, image);
    folders.set(folder, join(folderOf(found.course), folder));
  }
  const sources = [...folders].flatMap(([to, from]) =>
    filesBelow(from).map(
      (path): Part => ({ name: `${to}/${path}`, content: bytesOf(contentOf(readFileSync(join(from, path)))) }),
    ),
  );
  return { images: [...images.values()], sources };
}

/** Everything to do the lab of a lesson on a cluster of one's own, as an archive: the same bytes every time. */
export function labArchive(lesson: Lesson): Uint8Array<ArrayBuffer> {
  const { lab } = lesson;
  if (!lab?.cluster) throw new Error(`The lab of the lesson "${lesson.id}" says not in what state it begins.`);
  const states = clustersOf(lab.cluster);
  const { images, sources } = sourcesOf(imagesOf({ cluster: lab.cluster, sessions: [] }));
  const textOf = (name: string): Uint8Array => {
    const file = lesson.files.get(name);
    if (!file) throw new Error(`${lesson.folder}/lab.yaml names the file "${name}", which is not in files/.`);
    return bytesOf(withoutMarkers(file.text));
  };
  const { files } = lab.cluster;
  const all = formsOf(lab.cluster);
  const fault = (name: string): string => `faults/${name}`;
  const clusters = states.map(({ apply, faults, images: names }, index) => ({
    images: sourcesOf(names).images,
    manifests: apply.map((name) => `start/${name}`),
    faults: faults.map(fault),
    forms: all.map((form) => (form.faults[index] ?? []).map(fault)),
  }));
  const applied = new Set(states.flatMap(({ apply }) => apply));
  const wrong = new Set(states.flatMap(({ faults, drawn }) => [...faults, ...drawn.flatMap(({ of }) => of)]));
  const start = startScript({ ...scriptedLab(lesson, lab), clusters }, startParts());
  const parts: Part[] = [
    {
      name: 'README.md',
      content: readmeText({
        lesson,
        lab,
        images,
        address: paths.absolute(paths.lesson(lesson.id)),
        notice: noticeOf(lesson),
        hasCheck: isScripted(lab),
      }),
    },
    { name: 'NOTICE.txt', content: noticeOf(lesson) },
    ...(isScripted(lab) ? [{ name: 'check.sh', content: checkText(lesson), isRun: true }] : []),
    { name: 'doctor.sh', content: doctorText(), isRun: true },
    { name: 'start.sh', content: start, isRun: true },
    ...files.map((name) => ({
      name,
      content: textOf(name),
      isRun: lesson.files.get(name)?.text.startsWith('#!') ?? false,
    })),
    ...[...applied].map((name) => ({ name: `start/${name}`, content: textOf(name) })),
    ...[...wrong].map((name) => ({ name: fault(name), content: textOf(name) })),
    ...sources,
  ];
  const folder = `lab-${lesson.id}`;
  const path = ({ name }: Part): string => `${folder}/${name}`;
  return zip(new Map(parts.map((part) => [path(part), part.content])), {
    programs: new Set(parts.filter(({ isRun }) => isRun).map(path)),
  });
}
