/** `npm run check`: says what is wrong in the content, where, why and what to do. */
import { checkCurriculum } from '../src/checks/check.ts';
import { textReport } from '../src/checks/reporters/text.ts';

const findings = checkCurriculum(process.env.CURRICULUM_ROOT || process.cwd());
console.log(textReport(findings));
process.exit(findings.some((finding) => finding.severity === 'error') ? 1 : 0);
