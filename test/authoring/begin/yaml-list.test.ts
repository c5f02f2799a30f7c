import { describe, expect, test } from 'vitest';
import { withEntry, withoutEntry } from '../../../src/authoring/begin/yaml-list.ts';

const MODULE = `# A module.
title: x # of letters
lessons:
  - a # the first

  # about b
  - b
planned:
  # soon
  - {id: c, title: "C"}
# the end
`;

describe('an entry of a list in a YAML file', () => {
  test('comes to its place, and nothing else changes', () => {
    expect(withEntry(MODULE, 'lessons', 'n', 1)).toBe(MODULE.replace('first\n', 'first\n\n  - n\n'));
    expect(withEntry(MODULE, 'lessons', 'n')).toBe(MODULE.replace('  - b\n', '  - b\n\n  - n\n'));
    expect(withEntry(MODULE, 'lessons', 'n', 0)).toBe(MODULE.replace('  - a', '  - n\n\n  - a'));
    expect(withEntry('a:\n- x\n- y', 'a', { id: 'z', text: 'b: c' })).toBe('a:\n- x\n- y\n- id: z\n  text: "b: c"\n');
  });

  test('comes after entries of several lines, block texts included', () => {
    const items = 'items:\n  - id: a\n    text: |\n      One.\n\n      Two.\n  - id: b\n    list:\n      - c\n';
    expect(withEntry(items, 'items', 'n', 1)).toBe(items.replace('Two.\n', 'Two.\n  - n\n'));
    expect(withEntry(items, 'items', 'n')).toBe(`${items}  - n\n`);
  });

  test('makes a list of lines from one in brackets, and from none', () => {
    expect(withEntry('title: x\nlessons: [a, b] # two\n', 'lessons', 'c', 1)).toContain('  - a\n  - c\n  - b\n');
    expect(withEntry('title: x\nlessons: []\n', 'lessons', 'c')).toBe('title: x\nlessons:\n  - c\n');
    expect(withEntry('title: x\n', 'lessons', 'c')).toBe('title: x\nlessons:\n  - c\n');
    expect(withEntry('# Comments only.\n', 'insert', { lesson: 'a' })).toContain('insert:\n  - lesson: a\n');
    expect(withEntry('', 'insert', { lesson: 'a' })).toBe('insert:\n  - lesson: a\n');
  });

  test('goes without a trace, and the last one with its list', () => {
    expect(withoutEntry(MODULE, 'planned', 0)).toBe(MODULE.replace(/planned:[\s\S]*"C"\}\n/, ''));
    expect(withoutEntry('planned:\n  - a\n  - b: 1\n    c: 2\n  - d\n', 'planned', 1)).toBe('planned:\n  - a\n  - d\n');
    expect(withoutEntry('a: 1\nplanned: [{id: x}, {id: y}]\n', 'planned', 0)).toBe('a: 1\nplanned:\n  - id: y\n');
  });
});
