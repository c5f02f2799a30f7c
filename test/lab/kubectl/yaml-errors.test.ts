import { expect, it } from 'vitest';
import { Terminal } from './terminal.ts';

const HEAD = 'apiVersion: v1\nkind: Pod\n';

/** What kubectl v1.36.3 says of manifests that are no YAML. */
it.each([
  [`${HEAD}metadata:\n  name: a\n   labels: {}\n`, 'line 5: mapping values are not allowed in this context'],
  [`${HEAD}metadata:\n\tname: a\n`, 'line 4: found character that cannot start any token'],
  [`${HEAD}spec:\n  containers:\n  - name: a\n    image: b\n   - name: c\n`, 'line 6: did not find expected key'],
  [`${HEAD}spec:\n  containers:\n    - name: a\n     image: b\n`, "line 5: did not find expected '-' indicator"],
  [`${HEAD}  metadata:\n    name: a\n`, 'line 3: mapping values are not allowed in this context'],
  [`${HEAD}metadata: {name: a\nspec: {}\n`, "line 3: did not find expected ',' or '}'"],
  [`${HEAD}metadata:\n  name: "a\nspec: {}\n`, 'line 6: found unexpected end of stream'],
  ['a: b: c\n', 'mapping values are not allowed in this context'],
  [`${HEAD}metadata:\n  name: a\n  d:'it''s'\n `, "line 7: could not find expected ':'"],
  [`${HEAD}metadata:\n  name: *nobody\n`, "unknown anchor 'nobody' referenced"],
  [`${HEAD}metadata:\n  name: "\\q"\n`, 'line 4: found unknown escape character'],
  [`${HEAD}metadata:\n  name: a\nx:\n  <<: [1]\n`, 'map merge requires map or sequence of maps as the value'],
  [`${HEAD}x: {a: b}: c\n`, 'line 3: mapping values are not allowed in this context'],
  [`${HEAD}x: [a, b\ny: c\n`, "line 3: did not find expected ',' or ']'"],
  [`${HEAD}x: |0\n  a\n`, 'line 3: found an indentation indicator equal to 0'],
  [`${HEAD}x: !e!y z\n`, 'line 2: found undefined tag handle'],
  [`${HEAD}x: !!int y\n`, 'cannot decode !!bool `y` as a !!int'],
])('says of %j what go-yaml says', async (text, message) => {
  const { errors } = await new Terminal({ 'pod.yaml': text }).run('label --local -f pod.yaml a=b');
  expect(errors).toBe(`error: error parsing pod.yaml: error converting YAML to JSON: yaml: ${message}\n`);
});
