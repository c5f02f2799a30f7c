import type { Edition } from '../assembly/edition.ts';
import { lessonFolderOf } from '../attribution/baseline.ts';
import type { ContentFiles } from '../curriculum/read.ts';

/** A state of a curriculum, with the files that it was read from. */
export interface State {
  curriculum: Edition;
  files: ContentFiles;
}

/** What is told in other words, or feeds no page. */
const TOLD = /(^|\/)(manifest\.json|CHANGELOG\.md|dictionary\.txt|people\.yaml|glossary\.yaml)$/;

/** People and organizations that have another name: pairs of former and present one. */
export function renamedPeople(before: Edition['people'], after: Edition['people']): [string, string][] {
  return [...before].flatMap(([id, { name }]): [string, string][] => {
    const present = after.get(id)?.name;
    return present === undefined || present === name ? [] : [[name, present]];
  });
}

/** What has changed beside lessons, as lines: names of people, terms, and other files by their paths. */
export function dataChanges(before: State, after: State): string[] {
  const [was, is] = [before.curriculum, after.curriculum];
  const people = renamedPeople(was.people, is.people).map(([from, to]) => `${from} is called ${to} now`);
  const terms = [...new Set([...was.terms.keys(), ...is.terms.keys()])].flatMap((id) => {
    const [former, present] = [was.terms.get(id), is.terms.get(id)];
    if (!former) return [`new term: ${id}`];
    if (!present) return [`term removed: ${id}`];
    return JSON.stringify(former) === JSON.stringify(present) ? [] : [`term changed: ${id}`];
  });
  const isLesson = (folder: string): boolean =>
    before.files.has(`${folder}/lesson.mdx`) || after.files.has(`${folder}/lesson.mdx`);
  const files = [...new Set([...before.files.keys(), ...after.files.keys()])]
    .filter((path) => !TOLD.test(path) && lessonFolderOf(path, isLesson) === undefined)
    .filter((path) => before.files.get(path) !== after.files.get(path))
    .sort();
  return [...people, ...terms, ...files];
}
