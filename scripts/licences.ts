/**
 * `npm run licences`: whether this project may use every package that the lockfile names. Ends with 1 if it may not.
 */
import { licenceProblems } from './licences/check.ts';
import { lockedPackages } from './licences/packages.ts';

const packages = lockedPackages(process.cwd());
const problems = licenceProblems(packages);
for (const problem of problems) console.error(problem);
console.log(
  `${packages.length} packages: ${problems.length === 0 ? 'all licences are allowed' : `${problems.length} problems`}`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
