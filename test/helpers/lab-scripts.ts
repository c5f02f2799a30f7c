import { execFileSync } from 'node:child_process';
import { labOf } from '../../scripts/lab/lesson.ts';
import type { LabTask } from '../../src/curriculum/schema/lab.ts';
import { conditionSchema, startSchema } from '../../src/curriculum/schema/lab-cluster.ts';
import { checkScript, type ScriptedLab } from '../../src/lab/runner/script/check-script.ts';
import { checkParts } from '../../src/site/labs/script-parts.ts';

/** A task with conditions, as lab.yaml gives it. */
export function taskOf(id: string, ...conditions: object[]): LabTask {
  return {
    id,
    title: id,
    text: id,
    objectives: [],
    competencies: [],
    hints: [],
    solution: id,
    isOptional: false,
    after: [],
    alternatives: [],
    mistakes: [],
    steps: [],
    check: { kind: 'conditions', conditions: conditions.map((condition) => conditionSchema.parse(condition)) },
  };
}

/** The lab of a lesson of the curriculum, as its scripts are made from it. */
export function scriptedLesson(lesson: string): ScriptedLab {
  const { lab } = labOf(lesson);
  return {
    lesson,
    lab,
    title: lab.title,
    start: lab.cluster ?? startSchema.parse({}),
    notice: ['Somebody, CC BY 4.0'],
  };
}

/** A lab of some tasks, as its scripts are made from it. */
export function scripted(tasks: readonly LabTask[], namespace = 'default', start: object = {}) {
  const lab = { tasks: [...tasks] };
  return { lesson: 'tiny', lab, title: 'A tiny lab', start: startSchema.parse({ namespace, ...start }), notice: [] };
}

/** `check.sh` of a lab. */
export const checkOf = (lab: ScriptedLab): string => checkScript(lab, checkParts());

/** POSIX shells of this machine. */
export const shells = ['dash', 'bash --posix', 'busybox sh'].filter((shell) => {
  try {
    return execFileSync('/bin/sh', ['-c', `${shell} -c 'echo yes'`], { stdio: 'pipe', encoding: 'utf8' }) === 'yes\n';
  } catch {
    return false;
  }
});
