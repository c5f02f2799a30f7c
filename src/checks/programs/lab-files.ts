import { dataFile, type Lesson } from '../../curriculum/model.ts';
import type { LabStep } from '../../curriculum/schema/lab-steps.ts';
import { readYaml } from '../../findings/yaml.ts';
import type { Snippet } from '../snippets.ts';

/** Files that the solutions of a lab write, and its other right ways: what is wrong may be so on purpose in mistakes only. */
export function writtenInLab(lesson: Lesson): Snippet[] {
  const { lab } = lesson;
  if (!lab?.monitoring) return [];
  const file = dataFile(lesson, 'lab.yaml');
  const text = lesson.sources['lab.yaml'] ?? '';
  const lines = text.split('\n');
  const yaml = readYaml(file, text);
  const written = (steps: readonly LabStep[], path: readonly PropertyKey[]): Snippet[] =>
    steps.flatMap((step, index): Snippet[] => {
      if (step.do !== 'write') return [];
      const { line, column } = yaml.place([...path, index, 'content']);
      // The text of a block begins in the line after its sign.
      const isBlock = /[|>][+-]?\d*\s*$/.test(lines[line - 1] ?? '');
      const firstLine = isBlock ? line + 1 : line;
      const indent = isBlock ? (/^ */.exec(lines[firstLine - 1] ?? '')?.[0].length ?? 0) : column - 1;
      const common = { language: 'yaml', lines: undefined, options: new Map<string, string>() };
      return [{ ...common, text: step.content, file, firstLine, indent, origin: 'fence' }];
    });
  return lab.tasks.flatMap(({ steps, alternatives }, task) => [
    ...written(steps, ['tasks', task, 'steps']),
    ...alternatives.flatMap((way, index) => written(way.steps, ['tasks', task, 'alternatives', index, 'steps'])),
  ]);
}
