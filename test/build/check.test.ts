import { describe, expect, test } from 'vitest';
import { check } from '../helpers/build.ts';

describe('npm run check', () => {
  test('takes paths and a form, and says what it does not know', async () => {
    const bowline = await check(
      'test/fixtures/tiny',
      'test/fixtures/tiny/content/courses/harbor/mooring/tie-a-bowline',
      '--format',
      'json',
    );
    expect(
      (JSON.parse(bowline.output) as { findings: { file: string }[] }).findings.filter(
        ({ file }) => !file.includes('tie-a-bowline'),
      ),
    ).toEqual([]);
    const unknown = await check('test/fixtures/tiny', '--format', 'html');
    expect(unknown.output.trim()).toBe('There is no format "html". Use one of: text, github, json, sarif.');
    expect(unknown.code).toBe(1);
    expect((await check('test/fixtures/tiny', 'content/nowhere')).output).toContain(
      'There is no file or folder "content/nowhere".',
    );
  });
});
