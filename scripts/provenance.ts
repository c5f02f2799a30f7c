/** `npm run provenance`: says of every lesson whether it is verbatim, adapted, stale or original. `-- --json` for machines. */
import { parseArgs } from 'node:util';
import { loadCurriculum } from '../src/curriculum/load.ts';
import { commandRoot, runCommand } from '../src/fork/command.ts';
import { ForkError } from '../src/fork/layers.ts';
import { provenanceRows, provenanceTable } from '../src/fork/provenance-report.ts';
import { failOnErrors } from '../src/site/curriculum.ts';

await runCommand(() => {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const { curriculum, findings } = loadCurriculum(commandRoot());
  failOnErrors(findings);
  if (!curriculum) throw new ForkError('The curriculum could not be assembled. Run "npm run check".');
  const rows = provenanceRows(curriculum);
  console.log(values.json ? JSON.stringify(rows, null, 2) : provenanceTable(rows));
});
