/**
 * `npm run bench [sizes…]`: builds synthetic curricula and prints what they cost; with `--real` only what pages of the real lessons
 * weigh, beside their own words; with `--practice` only what the practice cluster weighs and costs; with `--publications`
 * only what publications of the first course cost and weigh, format by format; with `--promql` only what the engine of PromQL weighs, and what range queries take; with
 * `--tracing` only what a lab on tracing weighs.
 * `--against starlight [sizes…]` builds the same lessons with Starlight, too, in turn, and prints ratios (1000 lessons unless sizes are given; `--runs N` gives the least of N, `--mdx` has its
 * pages be MDX). Sizes default to 100, 1000 and 4000 lessons. Absolute seconds vary from machine to machine.
 */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { builtAddress } from '../src/assembly/addresses.ts';
import { runCommand } from '../src/cli/command.ts';
import { spareFolder } from '../src/site/building.ts';
import { getCurriculum } from '../src/site/curriculum.ts';
import { compareWithPeer } from './bench/against.ts';
import { putAside, removeAside } from './bench/aside.ts';
import { measureCheck } from './bench/check.ts';
import { measureDevServer } from './bench/dev-server.ts';
import { firstSearch } from './bench/first-search.ts';
import { measureLabPage } from './bench/lab-page.ts';
import { BUILD, measure } from './bench/measure.ts';
import { measureMonitoringPage } from './bench/monitoring-page.ts';
import { measurePractice } from './bench/practice.ts';
import { measurePromql } from './bench/promql.ts';
import { measurePublications } from './bench/publications.ts';
import { measureColor, measureRebuilds } from './bench/rebuilds.ts';
import { writeSynthetic } from './bench/synthetic.ts';
import { measureTracingPage } from './bench/tracing-page.ts';
import { folderBytes, ownWords, pageWeight } from './bench/weight.ts';

if (process.argv.includes('--against')) {
  await runCommand(async () => printTable(await compareWithPeer(process.argv.slice(2))));
  process.exit();
}

const onlyReal = process.argv.includes('--real');
const onlyPractice = process.argv.includes('--practice');
const onlyPublications = process.argv.includes('--publications');
const onlyPromql = process.argv.includes('--promql');
const onlyTracing = process.argv.includes('--tracing');
const isPart = onlyReal || onlyPractice || onlyPublications || onlyPromql || onlyTracing;
const asked = process.argv.slice(2).map(Number).filter(Boolean);
const sizes = isPart ? [] : asked.length > 0 ? asked : [100, 1000, 4000];
/** Compressing as hard as static hosts do takes a while: of more pages than this, only a part is weighed, evenly spread. */
const MOST_WEIGHED = 500;
const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1);
const { base } = builtAddress(getCurriculum().identity);
const rows: Record<string, string | number>[] = [];
const checks: Record<string, string | number>[] = [];
const servers: Record<string, string | number>[] = [];
/** Folders that are removed once nothing is measured any more. */
const writtenFolders: string[] = [];

const real = [...getCurriculum().lessons.values()];
const someLesson = real[Math.floor(real.length / 2)];
if (someLesson && !isPart) {
  const costs = await measureCheck(process.cwd(), dirname(someLesson.path));
  checks.push({ lessons: `${real.length} (the real ones)`, ...costs });
}

for (const size of sizes) {
  const root = resolve('.cache/bench', String(size));
  putAside([root, spareFolder]);
  writeSynthetic(root, size);
  const dist = join(root, 'dist');
  const environment = {
    CURRICULUM_ROOT: root,
    OUT_DIR: dist,
    CACHE_DIR: join(root, 'cache'),
    ASTRO_TELEMETRY_DISABLED: '1',
  };
  const clean = await measure(BUILD, environment);
  const rebuild = await measureRebuilds(root, () => measure(BUILD, environment));
  const ids = readdirSync(join(dist, 'lessons'));
  const every = Math.ceil(ids.length / MOST_WEIGHED);
  const weights = ids
    .filter((_, index) => index % every === 0)
    .map((id) => pageWeight(dist, base, join(dist, 'lessons', id, 'index.html')));
  weights.sort((a, b) => a.total.brotli - b.total.brotli);
  const median = weights[Math.floor(weights.length / 2)];
  const search = await firstSearch(dist, base, 'Deployment');
  const index = folderBytes(join(dist, 'pagefind'));
  checks.push({ lessons: size, ...(await measureCheck(root, 'content/courses/course-0/module-0-0/lesson-5')) });
  // A development server sees no edit below .cache/.
  const written = mkdtempSync(join(tmpdir(), 'bench-'));
  writtenFolders.push(written);
  writeSynthetic(written, size);
  servers.push({ lessons: size, ...(await measureDevServer(written)) });
  const color = await measureColor(root, (more) => measure(BUILD, { ...environment, ...more }));
  rows.push({
    lessons: size,
    'build s': clean.wall.toFixed(1),
    'cpu s': clean.cpu.toFixed(1),
    'peak MiB': Math.round(clean.peak),
    'lessons/s': (size / clean.wall).toFixed(0),
    'rebuild s (cpu): one lesson': `${rebuild.lesson.wall.toFixed(1)} (${rebuild.lesson.cpu.toFixed(1)})`,
    'one term': `${rebuild.term.wall.toFixed(1)} (${rebuild.term.cpu.toFixed(1)})`,
    'one color of a brand': `${color.wall.toFixed(1)} (${color.cpu.toFixed(1)})`,
    nothing: `${rebuild.nothing.wall.toFixed(1)} (${rebuild.nothing.cpu.toFixed(1)})`,
    'html KB raw/br': `${kilobytes(median?.html.raw ?? 0)}/${kilobytes(median?.html.brotli ?? 0)}`,
    'css KB raw/br': `${kilobytes(median?.css.raw ?? 0)}/${kilobytes(median?.css.brotli ?? 0)}`,
    'js KB raw/br': `${kilobytes(median?.js.raw ?? 0)}/${kilobytes(median?.js.brotli ?? 0)}`,
    'page KB br median': kilobytes(median?.total.brotli ?? 0),
    largest: kilobytes(weights.at(-1)?.total.brotli ?? 0),
    'first search KB br': kilobytes(search),
    'index MB': (index / 1024 / 1024).toFixed(1),
  });
  putAside([root]);
}
removeAside();
for (const folder of writtenFolders) rmSync(folder, { recursive: true, force: true });

/** What pages of the real lessons weigh, beside their own words: the median, and the largest. */
async function realLessons(): Promise<Record<string, string | number>[]> {
  const dist = resolve('.cache/bench/real/dist');
  await measure(BUILD, { OUT_DIR: dist, ASTRO_TELEMETRY_DISABLED: '1' });
  const weighed = real.map(({ id }) => {
    const page = join(dist, 'lessons', id, 'index.html');
    const weight = pageWeight(dist, base, page);
    const words = ownWords(page);
    return { id, weight, words, ratio: weight.total.brotli / words };
  });
  rmSync(dist, { recursive: true, force: true });
  weighed.sort((one, other) => one.ratio - other.ratio);
  const row = (name: string, at: number): Record<string, string | number>[] => {
    const found = weighed[at];
    if (!found) return [];
    const { html, css, js, total, later } = found.weight;
    return [
      {
        'real lesson': `${name} (${found.id})`,
        'html KB br': kilobytes(html.brotli),
        'css KB br': kilobytes(css.brotli),
        'js KB br': kilobytes(js.brotli),
        'page KB br': kilobytes(total.brotli),
        'first move KB br': kilobytes(later.brotli),
        'own words KB br': kilobytes(found.words),
        'page ÷ words': found.ratio.toFixed(2),
      },
    ];
  };
  return [...row('best', 0), ...row('median', Math.floor(weighed.length / 2)), ...row('worst', weighed.length - 1)];
}

/** What a lab of the real lessons costs in its page. */
async function labPage(): Promise<Record<string, string | number>[]> {
  const dist = resolve('.cache/bench/real/dist');
  await measure(BUILD, { OUT_DIR: dist, ASTRO_TELEMETRY_DISABLED: '1' });
  const row = await measureLabPage(dist, base);
  rmSync(dist, { recursive: true, force: true });
  return [row];
}

/** What the lab on monitoring of a real lesson loads, if there is one. */
async function monitoringPage(): Promise<Record<string, string | number>[]> {
  const dist = resolve('.cache/bench/real/dist');
  await measure(BUILD, { OUT_DIR: dist, ASTRO_TELEMETRY_DISABLED: '1' });
  const row = await measureMonitoringPage(dist, base);
  rmSync(dist, { recursive: true, force: true });
  return row ? [row] : [];
}

/** What a lab on tracing weighs, in the page of a small curriculum. */
async function tracingPage(): Promise<Record<string, string | number>[]> {
  const root = resolve('test/fixtures/tracing');
  const dist = resolve('.cache/bench/tracing/dist');
  await measure(BUILD, {
    CURRICULUM_ROOT: root,
    OUT_DIR: dist,
    CACHE_DIR: resolve('.cache/bench/tracing/cache'),
    SITE_URL: 'http://localhost/',
    ASTRO_TELEMETRY_DISABLED: '1',
  });
  const row = await measureTracingPage(dist);
  rmSync(dist, { recursive: true, force: true });
  return [row];
}

/** What publications of the first course that has lessons cost. */
async function publications(): Promise<Record<string, string | number>[]> {
  const course = getCurriculum().courses.find(({ modules }) => modules.some(({ lessons }) => lessons.length > 0));
  if (!course) return [];
  const dist = resolve('.cache/bench/real/dist');
  await measure(BUILD, { OUT_DIR: dist, ASTRO_TELEMETRY_DISABLED: '1' });
  const table = await measurePublications(course.id, dist);
  rmSync(dist, { recursive: true, force: true });
  return table;
}

function printTable(table: readonly Record<string, string | number>[]): void {
  const header = Object.keys(table[0] ?? {});
  console.log(`\n| ${header.join(' | ')} |\n|${header.map(() => '---').join('|')}|`);
  for (const row of table) console.log(`| ${header.map((key) => row[key]).join(' | ')} |`);
}

console.log(`\n${cpus().length} cores, Node ${process.version}`);
const tables = [
  rows,
  checks,
  servers,
  ...(isPart && !onlyReal ? [] : [await realLessons()]),
  ...(isPart && !onlyPractice ? [] : [...(await measurePractice()), await labPage(), await monitoringPage()]),
  ...(isPart && !onlyPromql ? [] : [await measurePromql()]),
  ...(isPart && !onlyTracing ? [] : [await tracingPage()]),
  ...(isPart && !onlyPublications ? [] : [await publications()]),
];
for (const table of tables) if (table.length > 0) printTable(table);
