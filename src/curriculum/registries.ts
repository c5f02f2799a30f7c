import { didYouMean } from '../findings/suggest.ts';
import type { Reader } from './reader.ts';
import type { Exam, ExamSource } from './schema/exam.ts';
import { examSchema, examSourceSchema } from './schema/exam.ts';
import {
  glossarySchema,
  type IdentityFile,
  identitySchema,
  type Person,
  peopleSchema,
  type Term,
  type Versions,
  versionsSchema,
} from './schema/registry.ts';
import { reportTwins } from './twins.ts';

/** What a curriculum has besides its courses. */
export interface Registries {
  identity: IdentityFile | undefined;
  versions: Versions | undefined;
  people: Map<string, Person>;
  terms: Map<string, Term>;
  exams: Exam[];
  /** Path of each exam's file, by its id. */
  examFiles: Map<string, string>;
  examSource: ExamSource | undefined;
}

/** Reads identity, versions, people, glossary and exam blueprints. */
export function readRegistries(reader: Reader): Registries {
  const people = reader.yaml('content/people.yaml', peopleSchema)?.people ?? [];
  const terms = reader.yaml('content/glossary.yaml', glossarySchema)?.terms ?? [];
  const registries: Registries = {
    identity: reader.yaml('content/identity.yaml', identitySchema),
    versions: reader.yaml('content/versions.yaml', versionsSchema),
    people: byId(reader, 'content/people.yaml', 'people', people),
    terms: byId(reader, 'content/glossary.yaml', 'terms', terms),
    exams: [],
    examFiles: new Map(),
    examSource: reader.yaml('content/exams/source.yaml', examSourceSchema, 'optional'),
  };
  for (const path of reader.files.keys()) {
    if (/^content\/exams\/(?!source\.)[^/]+\.yaml$/.test(path)) {
      const exam = reader.yaml(path, examSchema);
      if (!exam) continue;
      const other = registries.examFiles.get(exam.id);
      if (other !== undefined) {
        reader.report('id/duplicate', path, reader.place(path, ['id']), {
          message: `The exam id "${exam.id}" is used by ${other} too.`,
          why: 'Lessons name competencies of an exam; two exams would claim them.',
          remedy: 'Remove one of the two files, or correct its id.',
        });
        continue;
      }
      registries.examFiles.set(exam.id, path);
      registries.exams.push(exam);
      checkExam(reader, path, exam);
    }
  }
  checkSeeAlso(reader, terms, registries.terms);
  return registries;
}

function byId<T extends { id: string }>(
  reader: Reader,
  file: string,
  key: string,
  entries: readonly T[],
): Map<string, T> {
  const table = new Map<string, T>();
  entries.forEach((entry, index) => {
    if (table.has(entry.id)) {
      reader.report('id/duplicate', file, reader.place(file, [key, index, 'id']), {
        message: `The id "${entry.id}" stands here twice.`,
        why: 'Whoever refers to it would get one of the two at random.',
        remedy: 'Merge the two entries, or give one another id.',
      });
    }
    table.set(entry.id, entry);
  });
  return table;
}

/** Weights are written with at most a few decimals; sums of binary fractions are off by less than this. */
const ROUNDING = 1e-6;

function checkExam(reader: Reader, file: string, exam: Exam): void {
  const sum = exam.domains.reduce((total, domain) => total + domain.weight, 0);
  if (Math.abs(sum - 100) > ROUNDING) {
    reader.report('exam/weights', file, reader.place(file, ['domains']), {
      message: `The weights of the domains of ${exam.id} add up to ${sum}, not to 100.`,
      why: 'Learners plan by the weights.',
      remedy: 'Compare with the blueprint.',
    });
  }
  const places = exam.domains.flatMap((domain, domainIndex) =>
    domain.competencies.map(({ id }, index) => ({ id, path: ['domains', domainIndex, 'competencies', index, 'id'] })),
  );
  reportTwins(reader, { file, kind: 'competency', entries: places, path: (index) => places[index]?.path ?? [] });
}

function checkSeeAlso(reader: Reader, entries: readonly Term[], terms: ReadonlyMap<string, Term>): void {
  const file = 'content/glossary.yaml';
  entries.forEach((term, index) => {
    term.see.forEach((id, position) => {
      if (terms.has(id)) return;
      reader.report('reference/unknown-glossary-term', file, reader.place(file, ['terms', index, 'see', position]), {
        message: `"${term.id}" refers to the term "${id}", which does not exist.${didYouMean(id, terms.keys())}`,
        why: 'The link would lead nowhere.',
        remedy: `Correct the id, or add a term "${id}".`,
      });
    });
  });
}
