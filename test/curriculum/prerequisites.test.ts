import { describe, expect, test } from 'vitest';
import { checkChange, checkFiles, finding, paths, placeIn, replace, withChange } from '../helpers/fixture.ts';

describe('prerequisites', () => {
  test('an unknown one is named with the one that was meant', () => {
    const files = withChange(paths.cleat, replace('[tie-a-bowline]', '[tie-a-bowlin]'));
    expect(checkFiles(files)).toEqual([
      finding(
        'reference/unknown-prerequisite',
        placeIn(paths.cleat, 'tie-a-bowlin]', files),
        'The prerequisite "tie-a-bowlin" does not exist. Did you mean "tie-a-bowline"?',
        'The page would link to nothing.',
        'Correct the id, or add "tie-a-bowlin" to a module as a lesson.',
      ),
    ]);
  });

  test('a cycle is reported at both of its ends, each naming the other', () => {
    const files = withChange(
      paths.bowline,
      replace('authors: [ada, crew]', 'authors: [ada, crew]\nprerequisites: [belay-a-cleat]'),
    );
    const why = 'Nobody could begin with either of them.';
    expect(checkFiles(files)).toEqual([
      finding(
        'prerequisite/cycle',
        placeIn(paths.cleat, 'tie-a-bowline]', files),
        '"belay-a-cleat" and "tie-a-bowline" need each other: belay-a-cleat → tie-a-bowline → belay-a-cleat.',
        why,
        'Remove "tie-a-bowline" from the prerequisites of "belay-a-cleat", or break the chain at another place.',
      ),
      finding(
        'prerequisite/cycle',
        placeIn(paths.bowline, 'belay-a-cleat', files),
        '"tie-a-bowline" and "belay-a-cleat" need each other: tie-a-bowline → belay-a-cleat → tie-a-bowline.',
        why,
        'Remove "belay-a-cleat" from the prerequisites of "tie-a-bowline", or break the chain at another place.',
      ),
    ]);
  });

  test('a cycle over several lessons and courses shows the whole chain', () => {
    const found = checkChange(
      paths.bowline,
      replace('authors: [ada, crew]', 'authors: [ada, crew]\nprerequisites: [compass-course]'),
    );
    expect(found.map((entry) => entry.rule)).toEqual(Array.from({ length: 4 }, () => 'prerequisite/cycle'));
    expect(found.find((entry) => entry.file === paths.bowline)?.message).toBe(
      '"tie-a-bowline" and "compass-course" need each other: ' +
        'tie-a-bowline → compass-course → code-flags → belay-a-cleat → tie-a-bowline.',
    );
  });

  test('lessons that need one on a cycle are not blamed for it', () => {
    const found = checkChange(
      paths.bowline,
      replace('authors: [ada, crew]', 'authors: [ada, crew]\nprerequisites: [belay-a-cleat]'),
    );
    expect(found.map((entry) => entry.file)).toEqual([paths.cleat, paths.bowline]);
  });

  test('a lesson cannot be its own prerequisite', () => {
    const files = withChange(paths.cleat, replace('[tie-a-bowline]', '[tie-a-bowline, belay-a-cleat]'));
    expect(checkFiles(files).map((entry) => [entry.rule, entry.message])).toEqual([
      ['prerequisite/cycle', '"belay-a-cleat" and "belay-a-cleat" need each other: belay-a-cleat → belay-a-cleat.'],
    ]);
  });

  test('a draft cannot be the prerequisite of a published lesson', () => {
    const files = withChange(paths.compass, replace('[code-flags]', '[code-flags, night-lights]'));
    expect(checkFiles(files)).toEqual([
      finding(
        'prerequisite/draft',
        placeIn(paths.compass, 'night-lights', files),
        'The prerequisite "night-lights" is a draft.',
        'Learners cannot read drafts.',
        'Publish "night-lights", or remove it from the prerequisites of "compass-course".',
      ),
    ]);
  });

  test('a draft may need another draft', () => {
    const files = withChange(
      paths.compass,
      replace('status: published', 'status: draft'),
      withChange(
        paths.compass,
        replace('[code-flags]', '[night-lights]'),
        withChange(paths.logLine, replace('status: deprecated', 'status: draft')),
      ),
    );
    expect(checkFiles(files)).toEqual([]);
  });

  test('one that comes later in the same course is an error', () => {
    const files = withChange(
      paths.bowline,
      replace('authors: [ada, crew]', 'authors: [ada, crew]\nprerequisites: [code-flags]'),
      withChange(paths.flags, replace('prerequisites: [belay-a-cleat]', 'prerequisites: []')),
    );
    expect(checkFiles(files)).toEqual([
      finding(
        'prerequisite/order',
        placeIn(paths.bowline, 'code-flags', files),
        'The prerequisite "code-flags" comes later in the course than "tie-a-bowline".',
        'Learners read a course in order.',
        'Move one of the two in course.yaml or module.yaml.',
      ),
    ]);
  });

  test('one in a later course is allowed, because courses have no order', () => {
    const files = withChange(
      paths.flags,
      replace('[belay-a-cleat]', '[compass-course]'),
      withChange(paths.compass, replace('prerequisites: [code-flags]', 'prerequisites: []')),
    );
    expect(checkFiles(files)).toEqual([]);
  });
});
