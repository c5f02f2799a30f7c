import type { Manifest } from './manifest.ts';

/** What became of lessons between two releases. */
export interface LessonChanges {
  added: string[];
  changed: string[];
  /** Pairs of former and present id. */
  renamed: [string, string][];
  /** Same text, other folder. */
  moved: string[];
  removed: string[];
}

/** Compares two releases by lesson id; a former id that is listed as alias counts as renamed. */
export function compareManifests(before: Manifest | undefined, after: Manifest): LessonChanges {
  const changes: LessonChanges = { added: [], changed: [], renamed: [], moved: [], removed: [] };
  const old = before?.lessons ?? {};
  const formerIds = new Map(
    Object.entries(after.lessons).flatMap(([id, { aliases }]) => aliases.map((alias) => [alias, id] as const)),
  );
  for (const [id, lesson] of Object.entries(after.lessons)) {
    const known = old[id];
    const former = lesson.aliases.find((alias) => old[alias] !== undefined);
    if (known) {
      if (known.sha256 !== lesson.sha256) changes.changed.push(id);
      else if (known.path !== lesson.path) changes.moved.push(id);
    } else if (former !== undefined) changes.renamed.push([former, id]);
    else changes.added.push(id);
  }
  changes.removed = Object.keys(old).filter((id) => after.lessons[id] === undefined && !formerIds.has(id));
  return changes;
}

/** Lines added and removed between two texts, by longest common subsequence. */
export function changedLines(before: string, after: string): { added: number; removed: number } {
  const a = before.split('\n');
  const b = after.split('\n');
  let previous = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const current = [0];
    for (let j = 1; j <= b.length; j++) {
      current[j] = line === b[j - 1] ? (previous[j - 1] ?? 0) + 1 : Math.max(previous[j] ?? 0, current[j - 1] ?? 0);
    }
    previous = current;
  }
  const common = previous[b.length] ?? 0;
  return { added: b.length - common, removed: a.length - common };
}

/**
 * Release notes in Markdown from what really changed in lessons. The first release of a fork is compared with what was
 * forked: a provider has not added what they took. In later ones, what came with an update says from where.
 * @param sizes lines added and removed of changed lessons, where the former text is known.
 * @param below last release of the curriculum that was forked; none of the original.
 * @param people who is called otherwise: pairs of former and present name.
 */
export function releaseNotes(
  before: Manifest | undefined,
  after: Manifest,
  {
    sizes = new Map(),
    below,
    people = [],
  }: {
    sizes?: ReadonlyMap<string, { added: number; removed: number }>;
    below?: Manifest | undefined;
    people?: readonly (readonly [string, string])[];
  } = {},
): string {
  const start = before ?? below;
  const changes = compareManifests(start, after);
  const title = (id: string): string => after.lessons[id]?.title ?? start?.lessons[id]?.title ?? id;
  const from = (id: string): string =>
    below && before && below.lessons[id]?.sha256 === after.lessons[id]?.sha256
      ? `, from ${below.name} ${below.version}`
      : '';
  const size = (id: string): string => {
    const lines = sizes.get(id);
    return lines ? `: ${lines.added} lines added, ${lines.removed} removed` : '';
  };
  const sections: [string, string[]][] = [
    ['Added', changes.added.map((id) => `${title(id)} (\`${id}\`)${from(id)}`)],
    ['Changed', changes.changed.map((id) => `${title(id)} (\`${id}\`)${from(id)}${size(id)}`)],
    ['Renamed', changes.renamed.map(([from, to]) => `${title(to)}: \`${from}\` is now \`${to}\``)],
    ['Moved', changes.moved.map((id) => `${title(id)} (\`${id}\`) to ${after.lessons[id]?.path ?? ''}`)],
    ['Removed', changes.removed.map((id) => `${title(id)} (\`${id}\`)`)],
    ['Names corrected', people.map(([from, to]) => `${from} is called ${to} now`)],
  ];
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => `### ${name}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`);
  const first =
    below && !before
      ? `First release, compared with ${below.name} ${below.version}, which it was forked from.\n\n`
      : '';
  return `## ${after.version} (${after.released})\n\n${first}${body.length > 0 ? body.join('\n') : 'No lesson changed.\n'}`;
}
