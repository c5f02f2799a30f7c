import type { Edition } from '../assembly/edition.ts';
import type { Comparison } from '../attribution/baseline.ts';
import { ancestors } from '../attribution/work.ts';

/** What is known of a lesson's origin, for tables and machines. */
export interface ProvenanceRow {
  id: string;
  title: string;
  path: string;
  state: 'original' | 'verbatim' | 'adapted' | 'stale';
  /** Version of what was taken or adapted; of the lesson itself if it is original, or null before its publisher's first release. */
  version: string | null;
  /** Version that the original has now, if the adaptation is stale. */
  newer: string | null;
  /** Publishers from the nearest to the first. */
  from: string[];
  /** Number of changes that the publisher recorded. */
  changes: number;
  /** What the state was computed from: upstream's repository and commit, or the manifest only; null if it is no fork. */
  compared: Comparison | null;
}

function versionOf({ provenance, release }: Edition, id: string): string | null {
  const known = provenance.get(id);
  const [step] = known ? ancestors(known.work) : [];
  const taken = known?.state === 'verbatim' ? known.work.version : step?.of.version;
  return taken ?? release.version ?? null;
}

/** The origin of every lesson of a curriculum, in reading order. */
export function provenanceRows(curriculum: Edition): ProvenanceRow[] {
  return [...curriculum.lessons.values()].map((lesson) => {
    const known = curriculum.provenance.get(lesson.id);
    const steps = known ? [...ancestors(known.work)] : [];
    const taken = known?.state === 'verbatim' ? [known.work.publisher.name] : [];
    return {
      id: lesson.id,
      title: lesson.title,
      path: lesson.path,
      state: known?.state ?? 'original',
      version: versionOf(curriculum, lesson.id),
      newer: known?.newer ?? null,
      from: [...taken, ...steps.map((step) => step.of.publisher.name)],
      changes: known?.state === 'verbatim' ? 0 : (steps[0]?.changes.length ?? 0),
      compared: known?.compared ?? null,
    };
  });
}

/** What lessons were compared with, as a line. */
function comparisonText(compared: Comparison): string {
  return 'commit' in compared
    ? `Verified against commit ${compared.commit} of ${compared.repository}`
    : `Against the manifest only: ${compared.why}`;
}

/** The rows as a table for a terminal, with a line of sums. */
export function provenanceTable(rows: readonly ProvenanceRow[]): string {
  const head = ['lesson', 'state', 'version', 'from', 'changes'];
  const cells = rows.map(({ id, state, version, newer, from, changes }) => [
    id,
    state,
    newer === null ? (version ?? '–') : `${version} (now ${newer})`,
    from.join(' ← ') || '–',
    String(changes),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...cells].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const states = ['verbatim', 'adapted', 'stale', 'original'] as const;
  const sums = states.map((state) => `${rows.filter((row) => row.state === state).length} ${state}`).join(', ');
  const compared = [...new Set(rows.flatMap((row) => (row.compared ? comparisonText(row.compared) : [])))];
  return [line(head), ...cells.map(line), '', sums, ...compared].join('\n');
}
