import { expect, test } from 'vitest';
import { stepSchema } from '../../src/curriculum/schema/lab-steps.ts';
import { renderSteps } from '../../src/rendering/components/lab-steps.ts';
import { translator } from '../../src/strings/index.ts';

const html = (...steps: object[]): string =>
  renderSteps(
    steps.map((step) => stepSchema.parse(step)),
    translator('en'),
  );
const text = (...steps: object[]): string =>
  html(...steps)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

test('a solution that has no steps shows none', () => {
  expect(html()).toBe('');
});

test('a query and a file are code, with what the file is called', () => {
  expect(html({ do: 'query', expr: 'up == 0' })).toMatch(/Run this query:.*<span>promql<\/span>.*up == 0/);
  const written = html({ do: 'write', file: 'rules.yml', content: 'groups: []\n' });
  expect(written).toContain('<b>rules.yml</b><span>yaml</span>');
  expect(text({ do: 'replace', file: 'a.yml', text: '  for: 1m\n', by: '  for: 5m\n' })).toBe(
    'In a.yml, replace this: a.yml yaml for: 1m by this: a.yml yaml for: 5m',
  );
});

test('everything else is a sentence, and nothing in it is markup', () => {
  expect(text({ do: 'wait', for: '10m' })).toBe('Let 10m pass.');
  expect(text({ do: 'fault', name: 'surge' })).toBe('Switch the fault “Four times the traffic” on.');
  expect(text({ do: 'fault', name: 'surge', isOn: false })).toBe('Switch the fault “Four times the traffic” off.');
  expect(text({ do: 'remove', file: 'a.yml' })).toBe('Delete a.yml.');
  expect(text({ do: 'expire', matchers: ['a="b"'] })).toContain('matchers a=&quot;b&quot; expire');
  expect(html({ do: 'silence', matchers: ['a=~"<b>"'], for: '1h' })).toContain('a=~&quot;&lt;b&gt;&quot;');
});
