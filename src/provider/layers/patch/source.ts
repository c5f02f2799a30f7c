import type { FileLine } from '../../../curriculum/patched-text.ts';
import type { Reader } from '../../../curriculum/reader.ts';
import type { Changes } from '../../../curriculum/schema/lesson.ts';
import type { RuleName } from '../../../findings/catalog.ts';
import { type Finding, type FindingText, finding } from '../../../findings/finding.ts';
import { didYouMean } from '../../../findings/suggest.ts';
import type { DataPath } from '../../../findings/yaml.ts';

/** Why an edit that no longer fits stops the build: a lesson that is half changed must not be published unknowingly. */
const STALE =
  'Your words were written for other ones: beside the new text they may contradict it, or take a correction back. So the edit is not made, and nothing is published.';

/** The file in which edits are written: what is found about them points there. */
export class EditSource {
  readonly file: string;
  readonly findings: Finding[] = [];
  private readonly reader: Reader;

  constructor(reader: Reader, file: string) {
    this.reader = reader;
    this.file = file;
  }

  report(rule: RuleName, path: DataPath, text: FindingText): void {
    this.findings.push(finding(rule, this.file, this.reader.place(this.file, path), text));
  }

  /** Where the lines of a text are written that stands in the file as a value. */
  linesOf(path: DataPath): (line: number) => FileLine {
    const { line: first, column } = this.reader.place(this.file, path);
    const begins = this.reader.files.get(this.file)?.split('\n')[first - 1]?.[column - 1] ?? '';
    const isBlock = begins === '|';
    return (line) => ({ file: this.file, line: isBlock ? first + 1 + line : first });
  }

  /** Reports an edit without an indication of what was changed. */
  checkChanges(what: string, changes: Changes, path: DataPath): void {
    if (changes.length > 0) return;
    this.report('provenance/no-changes', [...path, 'changes'], {
      message: `The edit of the ${what} does not say what you changed.`,
      why: 'CC BY 4.0, section 3(a)(1)(B), asks you to indicate that you modified the material; readers see it in the colophon.',
      remedy:
        'Describe it under "changes": "- {date: 2026-01-31, text: Examples use our registry}"; or remove the edit.',
    });
  }

  /** Reports an edit that leaves everything as it is. */
  unchanged(what: string, path: DataPath): void {
    this.report('layer/edit-unchanged', path, {
      message: `The edit of the ${what} changes nothing.`,
      why: 'Readers would be told of a change that there is not.',
      remedy: 'Write what is to stand there, or remove the edit.',
    });
  }

  /** Reports an edit of something that upstream has changed since. @param now what it is now, if that is known. */
  stale(
    what: string,
    path: DataPath,
    { now, again, record }: { now: string | undefined; again: string; record: string },
  ): void {
    this.report('layer/edit-stale', path, {
      message: `Upstream has changed the ${what} since you edited it.${now === undefined ? ' What it has become cannot be told.' : ` It is now: ${now}`}`,
      why: STALE,
      remedy:
        now === undefined
          ? `Remove this edit. If it is still wanted, make it anew: ${again}`
          : `Take over what you want of it, then run "${record}", which notes that you have.`,
    });
  }

  /** Reports an edit of something that does not exist. */
  missing(what: string, path: DataPath, { id, known }: { id: string; known: Iterable<string> }): void {
    this.report('layer/edit-target', path, {
      message: `There is no ${what} to edit.${didYouMean(id, known)}`,
      why: 'Your words would be shown nowhere. Upstream may have renamed or removed it.',
      remedy: 'Correct the name, or remove the edit.',
    });
  }
}
