import { parse } from 'smol-toml';
import { z } from 'zod';
import { type Finding, finding, type Place } from '../../findings/finding.ts';
import { tomlMistake } from '../../languages/toml.ts';
import type { RepositoryUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** The file in which a repository says what is licensed how; see https://reuse.software/spec-3.3/ */
const REUSE = 'REUSE.toml';

const textsSchema = z.union([z.string(), z.array(z.string())]);
const reuseSchema = z.object({
  annotations: z
    .array(
      z.object({
        path: textsSchema,
        'SPDX-License-Identifier': textsSchema.optional(),
        'SPDX-FileCopyrightText': textsSchema.optional(),
      }),
    )
    .default([]),
});

/** A glob of REUSE as a pattern: "*" is anything within a folder, "**" anything; a backslash makes a star plain. */
function patternOf(glob: string): RegExp {
  const source = glob.replace(/\\\*|\*\*|\*|[.+?^${}()|[\]\\]/g, (part) => {
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '\\*' ? '\\*' : `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}

function readReuse(text: string): z.infer<typeof reuseSchema> | { problem: string; place: Place | undefined } {
  const mistake = tomlMistake(text);
  if (mistake) return { problem: mistake.reason, place: { line: mistake.line, column: mistake.column } };
  const read = reuseSchema.safeParse(parse(text));
  return read.success ? read.data : { problem: 'its annotations do not have the form of REUSE', place: undefined };
}

/** Reports files of the content whose license nobody has said: texts, images, code of lessons. Without a REUSE.toml nothing is said. */
function checkLicences({ files, reuse }: RepositoryUnderCheck): Finding[] {
  if (reuse === undefined) return [];
  const read = readReuse(reuse);
  if ('problem' in read) {
    return [
      finding('file/no-licence', REUSE, read.place, {
        message: `${REUSE} cannot be read: ${read.problem}.`,
        why: 'It says under which license each file may be used; nobody could tell any more.',
        remedy: 'Correct it; https://reuse.software/spec-3.3/ describes its form.',
      }),
    ];
  }
  const annotations = read.annotations.map((annotation) => ({
    licensed: annotation['SPDX-License-Identifier'] !== undefined,
    named: annotation['SPDX-FileCopyrightText'] !== undefined,
    patterns: [annotation.path].flat().map(patternOf),
  }));
  return [...files.keys()].flatMap((path): Finding[] => {
    // Of several annotations that fit, the last one counts.
    const annotation = annotations.findLast(({ patterns }) => patterns.some((pattern) => pattern.test(path)));
    if (annotation?.licensed && annotation.named) return [];
    const missing = annotation?.licensed ? 'whose work it is' : 'under which license it may be used';
    return [
      finding('file/no-licence', path, undefined, {
        message: `${REUSE} does not say ${missing}.`,
        why: 'Without it nobody may copy, change or publish the file, and so the lesson that shows it.',
        remedy: `Add its path to an annotation in ${REUSE} that has SPDX-FileCopyrightText and SPDX-License-Identifier.`,
      }),
    ];
  });
}

/** Every file says under which license it may be used. */
export const licences = defineRule({
  names: ['file/no-licence'],
  needs: 'repository',
  check: checkLicences,
});
