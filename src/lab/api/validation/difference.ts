/** How many lines around a change are shown. */
const CONTEXT = 3;

interface Run {
  first: number;
  second: number;
  length: number;
}

/** From so many lines on, lines that stand in more than one of a hundred places are no beginnings of runs. */
const MANY_LINES = 200;

/** Runs of equal lines, found as Python's difflib finds them: the longest first, then before and after it. */
function matching(first: readonly string[], second: readonly string[]): Run[] {
  const places = new Map<string, number[]>();
  second.forEach((line, index) => {
    const found = places.get(line);
    if (found) found.push(index);
    else places.set(line, [index]);
  });
  if (second.length >= MANY_LINES)
    for (const [line, found] of places) if (found.length > Math.floor(second.length / 100) + 1) places.delete(line);
  const longest = (from: number, to: number, low: number, high: number): Run => {
    let best: Run = { first: from, second: low, length: 0 };
    let lengths = new Map<number, number>();
    for (let at = from; at < to; at++) {
      const next = new Map<number, number>();
      for (const place of places.get(first[at] as string) ?? []) {
        if (place < low) continue;
        if (place >= high) break;
        const length = (lengths.get(place - 1) ?? 0) + 1;
        next.set(place, length);
        if (length > best.length) best = { first: at - length + 1, second: place - length + 1, length };
      }
      lengths = next;
    }
    const isRunOn = (at: number, place: number): boolean =>
      at >= from && at < to && place >= low && place < high && first[at] === second[place];
    while (isRunOn(best.first - 1, best.second - 1)) {
      best.first--;
      best.second--;
      best.length++;
    }
    while (isRunOn(best.first + best.length, best.second + best.length)) best.length++;
    return best;
  };
  const runs: Run[] = [];
  const search = (from: number, to: number, low: number, high: number): void => {
    const found = longest(from, to, low, high);
    if (found.length === 0) return;
    search(from, found.first, low, found.second);
    runs.push(found);
    search(found.first + found.length, to, found.second + found.length, high);
  };
  search(0, first.length, 0, second.length);
  return runs;
}

/** The difference of two values, as lines of their JSON. Source: k8s.io/apimachinery/pkg/util/diff. */
export function difference(first: unknown, second: unknown): string {
  const old = JSON.stringify(first, null, 1).split('\n');
  const made = JSON.stringify(second, null, 1).split('\n');
  const steps: { mark: ' ' | '-' | '+'; line: string; old: number; made: number }[] = [];
  let at = 0;
  let place = 0;
  for (const run of [...matching(old, made), { first: old.length, second: made.length, length: 0 }]) {
    for (; at < run.first; at++) steps.push({ mark: '-', line: old[at] as string, old: at, made: place });
    for (; place < run.second; place++) steps.push({ mark: '+', line: made[place] as string, old: at, made: place });
    for (let count = 0; count < run.length; count++, at++, place++)
      steps.push({ mark: ' ', line: old[at] as string, old: at, made: place });
  }
  const changed = steps.flatMap(({ mark }, index) => (mark === ' ' ? [] : [index]));
  const hunks: [number, number][] = [];
  for (const index of changed) {
    const last = hunks.at(-1);
    if (last && index - last[1] <= 2 * CONTEXT) last[1] = index;
    else hunks.push([index, index]);
  }
  return hunks
    .map(([from, to]) => {
      const lines = steps.slice(Math.max(0, from - CONTEXT), to + CONTEXT + 1);
      const range = (start: number, count: number): string =>
        count === 1 ? String(start + 1) : `${count === 0 ? start : start + 1},${count}`;
      const olds = lines.filter(({ mark }) => mark !== '+').length;
      const mades = lines.filter(({ mark }) => mark !== '-').length;
      const head = `@@ -${range(lines[0]?.old ?? 0, olds)} +${range(lines[0]?.made ?? 0, mades)} @@\n`;
      return head + lines.map(({ mark, line }) => `${mark}${line}\n`).join('');
    })
    .join('');
}
