import { expect, test } from 'vitest';
import { commandLines } from '../../scripts/lab/play.ts';

test.each([
  ['a quote', 'echo "one\ntwo"'],
  ['a here-document', 'cat <<EOF\n"a\nEOF'],
  ['a loop', 'for i in 1 2; do\n  echo $i\ndone'],
  ['a backslash', 'kubectl get nodes \\\n  -o name'],
  ['a pipe', 'kubectl get nodes |\n  wc -l'],
])('a command line goes on in the next line after %s', (_, command) => {
  expect(commandLines(`# said before\n\nclear\n${command}\ndate\n`)).toEqual(['clear', command, 'date']);
});

test('what never ends is a command line all the same, and is not lost', () => {
  expect(commandLines("date\necho it's\nclear")).toEqual(['date', "echo it's\nclear"]);
});
