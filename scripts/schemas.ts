/** `npm run schemas`: writes what editors and the type checker derive from schemas and strings. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { generatedFiles } from '../src/authoring/generated-files.ts';

for (const [path, text] of generatedFiles()) {
  mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true });
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
}
