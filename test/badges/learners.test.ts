import { describe, expect, test } from 'vitest';
import { readLearners } from '../../src/badges/learners.ts';

const TODAY = '2026-11-30';
const read = (text: string) => readLearners(text, TODAY);
const ADA = { name: 'Ada Lovelace', email: 'ada@example.org', date: TODAY };

describe('a list of learners', () => {
  test.each([
    ['with a first line that names the columns', 'name,email\nAda Lovelace,ada@example.org\n'],
    ['without one', 'Ada Lovelace,ada@example.org\n'],
    ['as Excel writes it', '\uFEFFE-Mail;Name\r\nada@example.org;Ada Lovelace\r\n'],
    ['with tabs, blanks and empty lines', '\nName\tEmail\tDate\n\n Ada Lovelace \t ada@example.org \t\n'],
  ])('is read %s', (_, text) => {
    expect(read(text)).toEqual({ learners: [ADA] });
  });

  test('may have days, and names with commas and quotation marks', () => {
    expect(read('name,email,date\n"Lovelace, ""Ada""",ada@example.org,2026-05-01\n')).toEqual({
      learners: [{ name: 'Lovelace, "Ada"', email: 'ada@example.org', date: '2026-05-01' }],
    });
  });

  test('may have letters that were typed in two parts', () => {
    expect(read('Zoe\u0308,zoe@example.org')).toMatchObject({ learners: [{ name: 'Zo\u00EB' }] });
  });

  test('is refused as a whole, with every mistake at its line', () => {
    const text = `name,email,date
,ada@example.org
Ada,
Ada,ada@example
"Ada
Lovelace",ada@example.org
Grace,grace@example.org
Grace,Grace@Example.org
Joan,joan@example.org,2026-02-30
Joan,joan@example.org,2999-01-01
Lovelace, Ada,ada@example.org,2026-05-01
`;
    const result = read(text);
    expect('problems' in result && result.problems).toEqual([
      { line: 2, message: 'The name is missing.' },
      { line: 3, message: 'The e-mail address is missing.' },
      { line: 4, message: '"ada@example" is no e-mail address.' },
      { line: 6, message: 'The name has a line break or another control character in it.' },
      { line: 8, message: 'Grace@Example.org stands on line 7, too.' },
      { line: 9, message: '"2026-02-30" is no day: write it as YYYY-MM-DD.' },
      { line: 10, message: '2999-01-01 has not come yet: nobody can have achieved anything on that day.' },
      { line: 11, message: expect.stringContaining('more cells than columns') },
    ]);
  });

  test.each([
    ['', 'There is nobody in it.'],
    ['name,email\n', 'There is nobody in it.'],
    ['name,email,grade\nAda,ada@example.org,A', 'Only the columns name, email and date are known, not grade.'],
    ['name,email\nAda,ada@example.org,2026-05-01', expect.stringContaining('more cells than columns')],
    ['name,email\n"Ada,ada@example.org', expect.stringContaining('The file is no CSV from here on')],
  ])('says what is wrong with %j', (text, message) => {
    const result = read(text);
    expect('problems' in result && result.problems.map((problem) => problem.message)).toEqual([message]);
  });
});
