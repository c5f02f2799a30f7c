/** `npm run provenance`: says of every lesson whether it is verbatim, adapted, stale or original. `-- --json` for machines, `--brand <id>` for one of several brands. */

import { parseArgs } from 'node:util';
import { loadCurriculum } from '../src/assembly/load.ts';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { runCommand } from '../src/cli/command.ts';
import { curriculumRoot } from '../src/cli/root.ts';
import { UserError } from '../src/cli/user-error.ts';
import { provenanceRows, provenanceTable } from '../src/fork/provenance-report.ts';
import { failOnErrors } from '../src/site/curriculum.ts';

await runCommand(() => {
  const { values } = parseArgs({ options: { ...BRAND_OPTION, json: { type: 'boolean', default: false } } });
  chooseBrand(values.brand);
  const { curriculum, findings } = loadCurriculum(curriculumRoot());
  if (curriculum) {
    const rows = provenanceRows(curriculum);
    console.log(values.json ? JSON.stringify(rows, null, 2) : provenanceTable(rows));
  }
  // What is known is said first: the report tells which lines of it nobody may rely on.
  failOnErrors(findings);
  if (!curriculum) throw new UserError('The curriculum could not be assembled. Run "npm run check".');
});
