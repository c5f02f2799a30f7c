import { expect, test } from 'vitest';
import { codeOwners } from '../../src/assembly/code-owners.ts';
import { paths, readTiny, replace, withChange, withFile } from '../helpers/fixture.ts';

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('owners are the maintainers who have an account, module by module', () => {
  expect(lines(codeOwners(readTiny()))).toEqual(['* @ada', '/content/courses/harbor/mooring/ @ada']);
  const withBen = withChange(
    paths.people,
    replace('    name: Ben Buoy\n', '    name: Ben Buoy\n    github: harbor/ben\n'),
  );
  const both = withChange(paths.signals, (text) => `maintainers: [ben, crew, ada]\n${text}`, withBen);
  expect(lines(codeOwners(both))).toEqual([
    '* @ada',
    '/content/courses/harbor/mooring/ @ada',
    '/content/courses/harbor/signals/ @harbor/ben @ada',
  ]);
});

test('without any account nobody is asked, and the file says so', () => {
  const nobody = withChange(paths.people, replace('    github: ada\n', ''));
  expect(lines(codeOwners(nobody))).toEqual([]);
  expect(codeOwners(nobody)).toContain('# None of the maintainers has given an account yet');
});

test('people and modules of a provider count, too', () => {
  const people = 'people:\n  - {id: eva, name: Eva, kind: person, github: eva, roles: [maintainer]}\n';
  const module = 'title: Locks\nsummary: Locks.\nmaintainers: [eva]\n';
  const files = withFile('provider/people.yaml', people, withFile('provider/courses/rivers/locks/module.yaml', module));
  expect(lines(codeOwners(files))).toEqual([
    '* @ada @eva',
    '/content/courses/harbor/mooring/ @ada',
    '/provider/courses/rivers/locks/ @eva',
  ]);
});
