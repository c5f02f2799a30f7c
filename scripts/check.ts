/** `npm run check`: says what is wrong in the content, where, why and what to do. */
import { checkContent } from '../src/checks/check.ts';
import { textReport } from '../src/checks/reporters/text.ts';
import { assembleCurriculum } from '../src/curriculum/assemble.ts';
import { readContent } from '../src/curriculum/read.ts';
import { layerInOriginal } from '../src/fork/original.ts';

const root = process.env.CURRICULUM_ROOT || process.cwd();
const files = readContent(root);
const forge = assembleCurriculum(files).curriculum?.editions[0].forge;
const findings = [...checkContent(files), ...(forge === undefined ? [] : layerInOriginal(root, forge))];
console.log(textReport(findings));
process.exit(findings.some((finding) => finding.severity === 'error') ? 1 : 0);
