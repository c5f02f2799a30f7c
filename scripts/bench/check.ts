import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from './measure.ts';

/** What checks remember, below `.cache/`. */
const REMEMBERED = ['verified', 'checked', 'yaml', 'diagrams', 'terms', 'words'];

/**
 * Seconds that the check takes over everything, with nothing remembered and once more, and over one lesson, which nobody has asked for before:
 * it is judged, and what its YAML, diagrams and words say is known.
 */
export async function measureCheck(root: string, lesson: string): Promise<Record<string, string>> {
  const environment = { CURRICULUM_ROOT: root, ASTRO_TELEMETRY_DISABLED: '1' };
  // It ends with 1 where synthetic lessons are not perfect; the time is the same.
  const command = (path: string): string => `node scripts/run.mjs scripts/check.ts ${path} >/dev/null || true`;
  for (const name of REMEMBERED) rmSync(join('.cache', name), { recursive: true, force: true });
  const first = await measure(command(''), environment);
  const again = await measure(command(''), environment);
  const one = await measure(command(join(root, lesson)), environment);
  return {
    'check s, first': first.wall.toFixed(1),
    'check s, again': again.wall.toFixed(1),
    'check s, one lesson': one.wall.toFixed(1),
    'check cpu s': [first, again, one].map(({ cpu }) => cpu.toFixed(1)).join(' / '),
    'check peak MiB': String(Math.round(Math.max(first.peak, again.peak))),
  };
}
