import type { Finding } from '../../findings/finding.ts';
import { githubReport } from './github.ts';
import { jsonReport } from './json.ts';
import { sarifReport } from './sarif.ts';
import { textReport } from './text.ts';

/** Forms in which findings are printed, by name. */
export const reporters: Readonly<Record<string, (findings: readonly Finding[], rules?: string) => string>> = {
  text: textReport,
  github: githubReport,
  json: jsonReport,
  sarif: sarifReport,
};
