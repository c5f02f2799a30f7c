import { zipSync } from 'fflate';
import type { LessonFile } from '../curriculum/model.ts';
import { bytesOf, isBinary } from '../curriculum/read.ts';
import { type Finding, finding } from '../findings/finding.ts';
import { sanitizedSvg, svgProblem } from '../strings/svg.ts';
import { withoutMarkers } from './region.ts';

/** A file of a lesson as it lies on the published site; docs/decisions/0008-downloads-that-run-nowhere.md says why so. */
export interface PublishedFile {
  /** Path below the lesson's `files/` on the site, with forward slashes. */
  name: string;
  content: string | Uint8Array<ArrayBuffer>;
}

/** Pictures that browsers show, by the ending of their names: what their bytes begin with. */
const PICTURES: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  png: (bytes) => begins(bytes, '\x89PNG\r\n\x1a\n'),
  jpg: (bytes) => begins(bytes, '\xff\xd8\xff'),
  jpeg: (bytes) => begins(bytes, '\xff\xd8\xff'),
  gif: (bytes) => begins(bytes, 'GIF87a') || begins(bytes, 'GIF89a'),
  webp: (bytes) => begins(bytes, 'RIFF') && begins(bytes.subarray(8), 'WEBP'),
  avif: (bytes) => /^ftypavi[fs]/.test(bytes.toString('latin1', 4, 12)),
};

/** The first day that a ZIP can name: archives of the same file are the same. */
const NO_DAY = new Date(1980, 0, 1);

function begins(bytes: Buffer, text: string): boolean {
  return bytes.toString('latin1', 0, text.length) === text;
}

/** The last part of a path. */
function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function endingOf(name: string): string {
  return /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function isPicture({ name, text }: LessonFile): boolean {
  return isBinary(text) && PICTURES[endingOf(name)]?.(bytesOf(text)) === true;
}

function isSvg({ name, text }: LessonFile): boolean {
  return endingOf(name) === 'svg' && !isBinary(text);
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytesOf(text));
}

/** Name of the credit in an archive of a lesson's file. */
const NOTICE = 'NOTICE.txt';

/**
 * A file as it is downloaded: under a name by which no host and no browser takes it for something that runs. Text is
 * `<name>.txt`, without region markers; a picture is itself; everything else stands in `<name>.zip`.
 * @param notice credit and license of the file; an archive has room for it.
 */
export function downloadOf(file: LessonFile, notice?: string): PublishedFile {
  if (!isBinary(file.text)) return { name: `${file.name}.txt`, content: withoutMarkers(file.text) };
  if (isPicture(file)) return { name: file.name, content: bytes(file.text) };
  const options = { mtime: NO_DAY, level: 9 } as const;
  const name = baseName(file.name);
  const archive = zipSync({
    [name]: [bytes(file.text), options],
    ...(notice === undefined || name === NOTICE ? {} : { [NOTICE]: [bytes(notice), options] }),
  });
  return { name: `${file.name}.zip`, content: archive };
}

/** Name under which a browser saves a download: that of the file itself, unless it stands in an archive. */
export function savedName(file: LessonFile): string {
  const { name } = downloadOf(file);
  return baseName(name.endsWith('.zip') ? name : file.name);
}

/** A file as pages show it: a picture as it is, an SVG written anew from what it draws; undefined for everything else. */
export function imageOf(file: LessonFile): PublishedFile | undefined {
  if (isPicture(file)) return { name: file.name, content: bytes(file.text) };
  const svg = isSvg(file) ? sanitizedSvg(file.text) : undefined;
  return svg === undefined ? undefined : { name: file.name, content: svg };
}

/** Everything that is published of a file of a lesson; no two files share a name. */
export function publishedFiles(file: LessonFile, notice?: string): PublishedFile[] {
  const download = downloadOf(file, notice);
  const image = imageOf(file);
  return image && image.name !== download.name ? [download, image] : [download];
}

/** SVG files of a lesson that do more than draw, as findings. */
export function activeImages(files: Iterable<LessonFile>): Finding[] {
  return [...files].filter(isSvg).flatMap((file) => {
    const problem = svgProblem(file.text);
    if (problem === undefined) return [];
    return finding('file/active-svg', file.path, undefined, {
      message: problem === 'none' ? 'The file is no SVG image.' : `The image has ${problem}.`,
      why:
        problem === 'none'
          ? 'Browsers would show nothing in its place.'
          : 'Opened by itself, an SVG is a page: what it runs or loads, it runs and loads as this site, beside the progress of learners.',
      remedy:
        problem === 'none'
          ? 'Export it anew as SVG: one <svg> element, and nothing but comments around it.'
          : 'Remove it; an image only draws. Text, gradients, markers, styles and links within the image may stay.',
    });
  });
}
