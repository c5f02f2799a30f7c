import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Lab, labSchema } from '../../src/curriculum/schema/lab.ts';
import { MonitoringAttempt, type MonitoringLab } from '../../src/lab/metrics/attempt/attempt.ts';
import { monitoringLab } from '../../src/lab-host/monitoring/lab-data.ts';
import type { EditedFolder } from './edited-folder.ts';

const FOLDER = 'test/fixtures/monitoring';
const NAMES = ['prometheus.yml', 'rules.yml', 'alertmanager.yml', 'rate-tests.yml'];

/** A moment at which learners come. */
export const START = Date.UTC(2026, 5, 1, 9, 0, 7);

/** Files of the small lab, by their names. */
export const labFiles: ReadonlyMap<string, string> = new Map(
  NAMES.map((name) => [name, readFileSync(`${FOLDER}/files/${name}`, 'utf8')]),
);

/** The text of its lab.yaml. */
export const labText = readFileSync(`${FOLDER}/lab.yaml`, 'utf8');

/** The small lab, with what a test changes of it. */
export function smallLab(change: (lab: Lab) => void = () => {}): Lab {
  const lab = labSchema.parse(parse(labText));
  change(lab);
  return lab;
}

/** A lab as attempts need it. */
export function dataOf(lab: Lab, files: ReadonlyMap<string, string> = labFiles): MonitoringLab {
  const data = monitoringLab('watch', lab, files);
  if (!data) throw new Error('the lab is none on monitoring');
  return { ...data, digest: 'd' };
}

/** Begins the small lab with one task that has these conditions. */
export function attemptWith(
  conditions: MonitoringLab['tasks'][number]['conditions'],
  files: ReadonlyMap<string, string> = labFiles,
): MonitoringAttempt {
  const data = dataOf(smallLab(), files);
  return MonitoringAttempt.begin(
    { ...data, files: Object.fromEntries(files), tasks: [{ id: 'one', title: 'One', conditions }] },
    { seed: 7, start: START },
  );
}

/** Puts the small lab into the place of the lab that a lesson of the tiny curriculum has. */
export function withMonitoringLab(content: EditedFolder): void {
  const lesson = 'content/courses/harbor/mooring/tie-a-bowline';
  content.write(`${lesson}/lab.yaml`, labText);
  content.edit(`${lesson}/lesson.mdx`, (text) => text.replace('lab: 10}', 'lab: 5}'));
  for (const [name, text] of labFiles) content.write(`${lesson}/files/${name}`, text);
}
