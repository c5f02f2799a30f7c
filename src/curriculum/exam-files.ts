import type { z } from 'zod';
import { didYouMean } from '../findings/suggest.ts';
import type { Reader } from './reader.ts';
import type { Exam } from './schema/exam.ts';
import { examFileSchema } from './schema/hands-on.ts';

/** How a practice exam is held: with questions, or hands-on. */
export interface HeldExam {
  exam: Exam;
  held: z.infer<typeof examFileSchema>;
  /** Path of its exam.yaml. */
  path: string;
}

const EXAM = /^(?:content|(?:provider\/)*provider)\/practice\/([^/]+)\/exam\.yaml$/;

/** Reads how practice exams are held, below content/ and in layers: by the names of their folders. What a layer says of an exam holds. */
export function readExamFiles(reader: Reader, exams: readonly Exam[]): Map<string, HeldExam> {
  const found = new Map<string, HeldExam>();
  for (const path of reader.files.keys()) {
    const folder = EXAM.exec(path)?.[1];
    const held = folder === undefined ? undefined : reader.yaml(path, examFileSchema);
    if (!held || folder === undefined) continue;
    const exam = exams.find(({ id }) => id === held.exam);
    if (!exam || folder !== exam.id.toLowerCase()) {
      const ids = exams.map(({ id }) => id);
      reader.report('exam/unknown', path, reader.place(path, ['exam']), {
        message: exam
          ? `The folder ${folder} holds the form of the exam ${exam.id}.`
          : `The exam "${held.exam}" does not exist.${didYouMean(held.exam, ids)}`,
        why: 'Forms are drawn by the blueprint of the exam, and their page stands under its name.',
        remedy: exam ? `Name the folder ${exam.id.toLowerCase()}.` : `Use one of: ${ids.join(', ')}.`,
      });
      continue;
    }
    found.set(folder, { exam, held, path });
  }
  return found;
}

/** Whether an exam.yaml below a folder of practice exams could not be read: what belongs to it is not missing then. */
export const isExamUnread = (reader: Reader, folder: string): boolean =>
  [...reader.unread].some((path) => path.includes(`/practice/${folder}/`));
