import { error, type Finding } from '../../curriculum/finding.ts';
import type { Lesson } from '../../curriculum/model.ts';
import { configurationReader, kubernetesProblems, type ObjectProblem } from '../../kubernetes/validate.ts';
import { asRecord, workloadProblems } from '../../kubernetes/workloads.ts';
import { type ManifestDocument, readManifests } from '../../kubernetes/yaml-documents.ts';
import { placeInFile, type Snippet, snippetsOf } from '../snippets.ts';

const WHY = 'A learner who applies it gets an error, or an object that does something else than the lesson says.';

/** What the first line of a file says if its manifest is not valid, and is not meant to be. */
const ON_PURPOSE = /^#.*\binvalid on purpose\b/i;

interface Problem {
  rule: string;
  place: { line: number; column: number };
  message: string;
  remedy: string;
}

/** Booleans of YAML 1.1 that people mean as words. */
const WORDS = /^(y|n|yes|no|on|off)$/i;

/** Says of a word that YAML takes for a boolean what it is. */
function explainWord(problem: ObjectProblem, source: string | undefined): ObjectProblem {
  if (problem.rule !== 'type' || source === undefined || !WORDS.test(source)) return problem;
  return {
    ...problem,
    message: problem.message.replace(
      /, but is .*$/,
      `, but ${source} without quotes is a boolean in the YAML that kubectl reads.`,
    ),
    remedy: `Write it in quotes: "${source}".`,
  };
}

function documentProblems(document: ManifestDocument): Problem[] {
  if (document.errors.length > 0) {
    return document.errors.map(({ message, place }) => ({
      rule: 'manifest/yaml',
      place,
      message: `This is not valid YAML: ${message}.`,
      remedy: /unique/.test(message) ? 'Keep one of the two keys.' : 'Check the indentation and the quotes.',
    }));
  }
  const object = asRecord(document.value);
  const problems = [...kubernetesProblems(object), ...workloadProblems(object)];
  return problems.map((problem) => {
    const { rule, path, message, remedy } = explainWord(problem, document.source(problem.path));
    return { rule: `manifest/${rule}`, place: document.place(path), message, remedy };
  });
}

/** Whether a document claims to be an object of Kubernetes. A fence may show a fragment of one; a file is whole. */
function isObject(document: ManifestDocument, origin: Snippet['origin']): boolean {
  if (document.errors.length > 0) return true;
  const { apiVersion, kind } = asRecord(document.value);
  const claims = [apiVersion, kind].filter((value) => value !== undefined).length;
  return claims >= (origin === 'file' ? 1 : 2) && configurationReader(apiVersion, kind) === undefined;
}

/** Whether a snippet holds objects of Kubernetes, as far as its text tells: broken YAML cannot be parsed to find out. */
function looksLikeManifest({ language, text }: Snippet): boolean {
  return language === 'yaml' && /^(apiVersion|kind):/m.test(text);
}

function snippetFindings(snippet: Snippet): Finding[] {
  const problems = readManifests(snippet.text)
    .filter((document) => isObject(document, snippet.origin))
    .flatMap(documentProblems);
  const reason = snippet.options.get('invalid');
  const onPurpose = reason !== undefined || (snippet.origin === 'file' && ON_PURPOSE.test(snippet.text));
  if (!onPurpose) {
    return problems.map(({ rule, place, message, remedy }) =>
      error(rule, snippet.file, placeInFile(snippet, place), { message, why: WHY, remedy }),
    );
  }
  if (problems.length > 0) return [];
  return [
    error('manifest/valid-after-all', snippet.file, placeInFile(snippet, { line: 1, column: 1 }), {
      message: 'The manifest is said to be invalid on purpose, but it is valid.',
      why: 'Learners would look for a mistake that is not there.',
      remedy: `Remove ${reason === undefined ? 'the words "invalid on purpose"' : 'invalid="…"'}, or put the mistake back.`,
    }),
  ];
}

/** Reports manifests that the API server of the checked Kubernetes version would not take, in files and in fences. */
export function checkManifests(lesson: Lesson): Finding[] {
  return snippetsOf(lesson).filter(looksLikeManifest).flatMap(snippetFindings);
}
