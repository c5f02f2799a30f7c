import { cpSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check, editFile, run, temporaryFolder } from '../helpers/build.ts';

/** Where a result of SARIF is. */
interface Located {
  physicalLocation: { artifactLocation: { uri: string } };
}

describe('npm run check', () => {
  test('takes paths and a form, and says what it does not know', async () => {
    // Two lessons have a mistake each; what is said of the folder of one is said of that one alone.
    const folder = temporaryFolder();
    cpSync('test/fixtures/tiny', folder.path, { recursive: true });
    const courses = join(folder.path, 'content/courses');
    const lessons = ['harbor/mooring/tie-a-bowline', 'harbor/mooring/belay-a-cleat'].map((name) => join(courses, name));
    for (const lesson of lessons) editFile(join(lesson, 'lesson.mdx'), (text) => `${text}\n<Nobody />\n`);
    const files = async (...words: string[]): Promise<string[]> => {
      const { output } = await check(folder.path, ...words, '--format', 'json');
      return (JSON.parse(output) as { findings: { file: string }[] }).findings.map(({ file }) => file);
    };
    const [bowline = ''] = lessons;
    const own = relative(folder.path, join(bowline, 'lesson.mdx')).replaceAll('\\', '/');
    expect(await files(bowline)).toEqual([own]);
    expect(new Set(await files()).size).toBe(2);
    // Paths count from where the command was typed; the root is everything.
    const typedIn = async (where: string, path: string): Promise<string[]> => {
      const words = ['scripts/check.ts', '--no-prose', '--format', 'sarif', path];
      const { output } = await run(process.execPath, words, process.cwd(), {
        CURRICULUM_ROOT: folder.path,
        INIT_CWD: where,
      });
      const { runs } = JSON.parse(output) as { runs: { results: { locations: [Located] }[] }[] };
      return runs.flatMap(({ results }) =>
        results.map(({ locations: [{ physicalLocation }] }) => physicalLocation.artifactLocation.uri),
      );
    };
    expect(new Set(await typedIn(folder.path, '.')).size).toBe(2);
    expect(await typedIn(join(courses, 'harbor/mooring'), 'tie-a-bowline/lesson.mdx')).toEqual([own]);
    writeFileSync(join(folder.path, 'README.md'), '# Harbor\n');
    const readme = await check(folder.path, join(folder.path, 'README.md'));
    expect(readme.code).toBe(1);
    expect(readme.output).toContain('is none of the content, and nothing in it is checked.');
    expect(readme.output).not.toContain('0 errors,');
    folder.remove();
    const unknown = await check('test/fixtures/tiny', '--format', 'html');
    expect(unknown.output.trim()).toBe('There is no format "html". Use one of: text, github, json, sarif.');
    expect(unknown.code).toBe(1);
    expect((await check('test/fixtures/tiny', 'content/nowhere')).output).toContain(
      'There is no file or folder "content/nowhere".',
    );
  });
});
