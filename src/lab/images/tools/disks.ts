import { absolutePath } from '../../shell/files.ts';
import { readOptions, UsageError } from '../../shell/programs/options.ts';
import type { ContainerProgram } from '../inside.ts';

/** The disk of a node in KiB: as large as the node's capacity says, and a third of it used. */
const SIZE = 100 * 1024 * 1024;
const USED = 32_505_856;
const UNITS = ['K', 'M', 'G', 'T'];

/** A number of KiB as people read it. */
function readable(size: number): string {
  let unit = 0;
  let value = size;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value.toFixed(1)}${UNITS[unit]}`;
}

/** `df` of busybox, or of Debian: all volumes of a container lie on the disk of its node. */
export const df: ContainerProgram = async ({ arguments: words, output, errors, files, folder }, { world, kind }) => {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(words, 'h|human-readable,P|portability,k,T');
  } catch (problem) {
    if (!(problem instanceof UsageError)) throw problem;
    errors.write(`df: ${problem.message}\n`);
    return 1;
  }
  const { flags, words: paths } = options;
  const places = [{ device: 'overlay', path: '/' }, ...world.mounts.map(({ path }) => ({ device: '/dev/vda1', path }))];
  const rows: { device: string; path: string }[] = paths.length === 0 ? places : [];
  let code = 0;
  for (const path of paths) {
    const place = absolutePath(path, folder);
    if (place === '/' || files.kind(place) !== undefined)
      rows.push(
        places
          .filter((one) => one.path === '/' || place === one.path || place.startsWith(`${one.path}/`))
          .sort((a, b) => b.path.length - a.path.length)[0] as (typeof places)[number],
      );
    else {
      errors.write(`df: ${path}: No such file or directory\n`);
      code = 1;
    }
  }
  if (rows.length === 0) return code;
  const isReadable = flags.has('h');
  const isPosix = flags.has('P');
  const numbers = [SIZE, USED, SIZE - USED].map((size) => (isReadable ? readable(size) : String(size)));
  const share = `${Math.ceil((USED / SIZE) * 100)}%`;
  const blocks = isReadable ? 'Size' : isPosix ? '1024-blocks' : '1K-blocks';
  if (kind?.base === 'debian') {
    const table = [
      ['Filesystem', blocks, 'Used', isReadable ? 'Avail' : 'Available', isPosix ? 'Capacity' : 'Use%', 'Mounted on'],
      ...rows.map(({ device, path }) => [device, ...numbers, share, path]),
    ];
    const width = (column: number): number => Math.max(...table.map((row) => row[column]?.length ?? 0));
    for (const row of table)
      output.write(
        `${row.map((text, column) => (column === 0 ? text.padEnd(Math.max(14, width(0))) : column === 5 ? text : text.padStart(width(column)))).join(' ')}\n`,
      );
    return code;
  }
  output.write(
    `Filesystem           ${(isReadable ? '     Size' : blocks).padEnd(15)}Used Available ${isPosix ? 'Capacity' : 'Use%'} Mounted on\n`,
  );
  const [size = '', used = '', free = ''] = numbers.map((text) => text.padStart(9));
  for (const { device, path } of rows)
    output.write(`${device.padEnd(20)} ${size} ${used} ${free} ${share.padStart(4)} ${path}\n`);
  return code;
};
