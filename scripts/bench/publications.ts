import { readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { formats } from '../../src/publications/formats.ts';
import { measure } from './measure.ts';
import { folderBytes } from './weight.ts';

type Row = Record<string, string | number>;

/**
 * What publications of a course cost, format by format and all at once: seconds, of the clock and of the processor, and the size of
 * what was made. Each is a process of its own, which reads the curriculum first.
 * @param course id of the course @param site folder of its built site
 */
export async function measurePublications(course: string, site: string): Promise<Row[]> {
  const out = resolve('.cache/bench/publications');
  const rows: Row[] = [];
  for (const format of [...Object.keys(formats), 'all']) {
    rmSync(out, { recursive: true, force: true });
    const command = `node scripts/publish.ts ${format} ${course} --site "${site}" --out "${out}"`;
    const { wall, cpu, peak } = await measure(command, {});
    rows.push({
      format,
      s: wall.toFixed(1),
      'cpu s': cpu.toFixed(1),
      'peak MiB': Math.round(peak),
      files: readdirSync(out).length,
      KB: Math.ceil(folderBytes(out) / 1024),
    });
  }
  rmSync(out, { recursive: true, force: true });
  return rows;
}
