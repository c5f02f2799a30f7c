import type { z } from 'zod';
import type { RuleName } from '../findings/catalog.ts';
import type { FindingText } from '../findings/finding.ts';
import { type Finding, finding, type Place } from '../findings/finding.ts';
import { type DataPath, readYaml } from '../findings/yaml.ts';
import { splitLesson } from './frontmatter.ts';
import type { ContentFiles } from './read.ts';
import { validateYaml } from './validate.ts';

/** Reads data files of one curriculum and collects what is wrong with them. */
export class Reader {
  readonly files: ContentFiles;
  readonly findings: Finding[] = [];
  /** Paths of files that are there but could not be read: what they hold is unknown, not missing. */
  readonly unread = new Set<string>();

  constructor(files: ContentFiles) {
    this.files = files;
  }

  /** A YAML file as data; a missing file is a finding unless it is optional. */
  yaml<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    need: 'required' | 'optional' = 'required',
  ): z.infer<Schema> | undefined {
    const text = this.files.get(path);
    if (text === undefined) {
      if (need === 'required') {
        this.report('file/missing', path, undefined, {
          message: `The file ${path} does not exist.`,
          why: 'Other files refer to what it holds.',
          remedy: `Create ${path}, or remove what refers to it.`,
        });
      }
      return undefined;
    }
    const { data, findings } = validateYaml(path, text, schema);
    this.findings.push(...findings);
    if (data === undefined) this.unread.add(path);
    return data;
  }

  /** Adds a finding. */
  report(rule: RuleName, file: string, place: Place | undefined, text: FindingText): void {
    this.findings.push(finding(rule, file, place, text));
  }

  /** Place of a value in a YAML file or in a lesson's frontmatter. Parses again: only findings need it. */
  place(path: string, dataPath: DataPath): Place {
    const text = this.files.get(path) ?? '';
    if (path.endsWith('.mdx')) return readYaml(path, splitLesson(path, text).frontmatter, 2).place(dataPath);
    return readYaml(path, text).place(dataPath);
  }
}
