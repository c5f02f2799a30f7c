import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import config from '../../.dependency-cruiser.mjs';

/** The lines of an Astro file that import something: of its frontmatter and of its scripts. */
export function importsOf(astro: string): string {
  const frontmatter = /^---\n([\s\S]*?)\n---/.exec(astro)?.[1] ?? '';
  const scripts = [...astro.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text);
  const source = [frontmatter, ...scripts].join('\n');
  return [...source.matchAll(/^\s*(?:import|export)\b[^;]*?['"][^'"]+['"];?/gm)]
    .map(([line]) => line.trim())
    .join('\n');
}

/**
 * What the map of the house says against imports in `src/`, a sentence each. The tree is copied, and every Astro file gets
 * a TypeScript file beside it with its imports, because the cruiser does not read the former.
 * @param extra files to add to the copy: path below the repository to text.
 */
export async function housePlan(extra: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'house-'));
  const from = process.cwd();
  try {
    cpSync('src', join(copy, 'src'), { recursive: true });
    for (const [path, text] of Object.entries(extra)) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
    for (const path of readdirSync(join(copy, 'src'), { recursive: true, encoding: 'utf8' })) {
      const file = join(copy, 'src', path);
      if (path.endsWith('.astro')) writeFileSync(`${file}.ts`, importsOf(readFileSync(file, 'utf8')));
    }
    process.chdir(copy);
    const { output } = await cruise(['src'], {
      ...config.options,
      ruleSet: { forbidden: config.forbidden as IForbiddenRuleType[] },
      validate: true,
    });
    const { violations } = (output as ICruiseResult).summary;
    return violations.map(({ rule, from: importer, to, cycle }) => {
      const comment = config.forbidden.find(({ name }) => name === rule.name)?.comment ?? '';
      const arrow = cycle ? [importer, ...cycle.map(({ name }) => name)].join(' → ') : `${importer} imports ${to}`;
      return `${arrow.replaceAll('.astro.ts', '.astro')}: ${comment}`;
    });
  } finally {
    process.chdir(from);
    rmSync(copy, { recursive: true, force: true });
  }
}
