import { gzipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { bytesOfFile } from '../archive.ts';
import { kinds } from '../kinds.ts';
import type { Files, Format, Published, Source } from '../publication.ts';
import { olxCourse } from './course.ts';

/** A file that everybody may read. */
const READ = 0o644;
/** Archives of the same files are the same: no file is of a day, nobody's, and the header of gzip (RFC 1952) names none. */
const NO_DAY = new Date(0);

async function archive(files: Files): Promise<Uint8Array> {
  const entries = [...files.keys()].sort().map((path) => {
    const body = bytesOfFile(files.get(path) ?? '');
    const header = {
      name: `course/${path}`,
      size: body.length,
      type: 'file' as const,
      mode: READ,
      mtime: NO_DAY,
      uid: 0,
      gid: 0,
    };
    return { header, body };
  });
  return gzipSync(await packTar(entries), { level: 9, mtime: 0 });
}

/** A course for Open edX, as an archive to import (Open edX documentation, "Open Learning XML"). */
export const olx: Format = {
  id: 'olx',
  async publish(source: Source): Promise<readonly Published[]> {
    const { files, losses } = await olxCourse(source);
    return [{ name: kinds.olx.course(source.course.id), content: await archive(files), losses }];
  },
};
