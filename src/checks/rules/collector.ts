import type { Lesson } from '../../curriculum/model.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { asRecord } from '../../kubernetes/data.ts';
import { readManifests } from '../../kubernetes/yaml-documents.ts';
import { collectorProblems } from '../../languages/monitoring/collector.ts';
import { claimedBy } from '../claims.ts';
import { INVALID_MANIFEST, validAfterAll } from '../on-purpose.ts';
import { isLeftOpen, readPart } from '../part.ts';
import { defineRule } from '../rule.ts';
import { placeInFile, type Snippet } from '../snippets.ts';

const RULE = 'collector/configuration';
const WHY = 'The Collector does not start with it, or does not do what the lesson says.';

function problemsOf(snippet: Snippet): Finding[] {
  const { text, isShortened } = readPart(snippet);
  return readManifests(text).flatMap(({ value, errors, place }) => {
    const broken = errors.map(({ message, place: at }) => ({
      at,
      message: `This is no YAML: ${message}`,
      remedy: 'Correct it at this line.',
    }));
    // What was left out may be what something refers to.
    const wrong = collectorProblems(asRecord(value)).filter(
      ({ rule }) => !isShortened || (rule !== 'reference' && rule !== 'missing-field' && rule !== 'conflict'),
    );
    const said = wrong
      .filter(({ message }) => !isLeftOpen(message))
      .map(({ path, message, remedy }) => ({ at: place(path), message, remedy }));
    return [...broken, ...said].map(({ at, message, remedy }) =>
      finding(RULE, snippet.file, placeInFile(snippet, at), { message, why: WHY, remedy }),
    );
  });
}

/** Configurations of the OpenTelemetry Collector are whole: what pipelines name is there. */
function checkCollectors({ lesson }: { lesson: Lesson }): Finding[] {
  return claimedBy(lesson, 'collector').flatMap((snippet) => {
    const found = problemsOf(snippet);
    const onPurpose =
      snippet.options.has('invalid') || (snippet.origin === 'file' && INVALID_MANIFEST.test(snippet.text));
    if (!onPurpose) return found;
    if (found.length > 0) return [];
    const message = 'The configuration is said to be invalid on purpose, but it is valid.';
    const marked = snippet.origin === 'file' ? 'words' : 'option';
    return [
      finding(
        'manifest/valid-after-all',
        snippet.file,
        placeInFile(snippet, { line: 1, column: 1 }),
        validAfterAll(message, marked),
      ),
    ];
  });
}

/** Configurations of the OpenTelemetry Collector. */
export const collectors = defineRule({ names: [RULE], needs: 'lesson', check: checkCollectors });
