/**
 * In this room: findings: what is wrong, where, why it matters and what to do; the catalog of rules, paths into data,
 * YAML with places, did-you-mean.
 */

import { catalog, type RuleName, type Severity } from './catalog.ts';

/** Something that is wrong in the content, said so that its author can mend it. */
export interface Finding {
  /** Permanent name of the rule, such as `schema/unknown-key`. */
  rule: RuleName;
  severity: Severity;
  /** Path below the curriculum's root, with forward slashes. */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
  /** What is wrong. */
  message: string;
  /** Why it matters. */
  why: string;
  /** What to do. */
  remedy: string;
}

/** Where in a file a finding points; both 1-based. */
export interface Place {
  line: number;
  column: number;
}

const START: Place = { line: 1, column: 1 };

/** What a finding says: what is wrong, why it matters, and what to do. */
export type FindingText = Pick<Finding, 'message' | 'why' | 'remedy'>;

/** Makes a finding of a rule, as severe as the catalog says; without a place it points to the first line of the file. */
export function finding(rule: RuleName, file: string, place: Place | undefined, text: FindingText): Finding {
  return { rule, severity: catalog[rule].severity, file, ...(place ?? START), ...text };
}

/** Orders findings by file, then by line and column. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

/** Thrown by builds when the content has errors; `message` is the text report. */
export class ContentError extends Error {
  readonly findings: readonly Finding[];

  constructor(report: string, findings: readonly Finding[]) {
    super(report);
    this.name = 'ContentError';
    this.findings = findings;
  }
}
