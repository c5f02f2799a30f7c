import { type ReadComment, readComment } from './comment-line.ts';
import type { ExpositionFormat } from './exposition.ts';
import { parseValue, type ReadSample, SampleLine } from './sample-line.ts';

interface KnownLine {
  /** The line up to its value, the blank before it included. */
  before: string;
  sample: ReadSample;
}

interface KnownComment {
  text: string;
  comment: ReadComment | undefined;
}

/**
 * What was read of a text, line by line, for a text that is mostly the same: as Prometheus does from scrape to scrape, only the value
 * is read of a line that begins as it did. What is given is what SampleLine gives; it holds no more than the last text had lines.
 */
export class LineMemory {
  private readonly samples: (KnownLine | undefined)[] = [];
  private readonly comments: (KnownComment | undefined)[] = [];

  /** Reads a line with a sample. @param index its place in the text, from 0 @throws LineError as SampleLine does */
  sample(text: string, format: ExpositionFormat, index: number): ReadSample {
    const known = this.samples[index];
    if (known && text.startsWith(known.before)) {
      // What is a number has neither blanks nor braces: behind the same beginning, it is all that is left to read.
      const value = parseValue(text.slice(known.before.length));
      if (value !== undefined) return { ...known.sample, value };
    }
    const line = new SampleLine(text, format);
    const sample = line.read();
    const { valueAt } = line;
    // Only what ends with its value, behind a blank: then nothing before depends on what the value is.
    const isPlain = text[valueAt - 1] === ' ' && parseValue(text.slice(valueAt)) !== undefined;
    this.samples[index] = isPlain ? { before: text.slice(0, valueAt), sample } : undefined;
    return sample;
  }

  /** Reads a line that begins with "#". @param index its place in the text, from 0 */
  comment(text: string, index: number): ReadComment | undefined {
    const known = this.comments[index];
    if (known?.text === text) return known.comment;
    const comment = readComment(text);
    this.comments[index] = { text, comment };
    return comment;
  }

  /** Forgets what stands behind so many lines. */
  end(count: number): void {
    for (const all of [this.samples, this.comments]) all.length = Math.min(all.length, count);
  }
}
