/**
 * `npm run badge -- keys --out DIR [--algorithm ES256|RS256|EdDSA]`: makes a key to sign badges with, outside of every repository.
 *
 * `npm run badge -- publish --key FILE [--issuer ADDRESS] [--name NAME]`: writes the public part of the key, and a list of revoked badges, into
 * provider/badges/; the next build of the site publishes them. With `--out DIR` it writes what a site at another address has to publish.
 *
 * `npm run badge -- issue --key FILE --course ID [--module ID] --learners FILE.csv --out DIR [--expires YYYY-MM-DD]`: signs a badge for each
 * learner of a list with the columns name, email and, if it is not today, date. `--badge ID` instead of a course is a badge of your own.
 *
 * `npm run badge -- revoke ID|FILE... [--reason TEXT] [--list FILE]`: takes badges back.
 *
 * `npm run badge -- verify FILE [--keys FILE] [--list FILE] [--email ADDRESS]`: says what is to be said of a badge. Ends with 0 only if everything
 * was checked and holds; with 1 if something does not hold, and with 2 if something could not be checked. `--keys` and `--list` may be repeated.
 */
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';

const [name = '', ...words] = process.argv.slice(2);
const COMMANDS = ['keys', 'publish', 'issue', 'revoke', 'verify'];

await runCommand(async () => {
  if (!COMMANDS.includes(name))
    throw new UserError(
      `${name === '' ? 'Say what to do' : `There is no command "${name}"`}: ${COMMANDS.join(', ')}.\nDo:  npm run badge -- --help explains them.`,
    );
  const { run } = (await import(`./badge/${name}.ts`)) as { run(words: readonly string[]): Promise<void> | void };
  await run(words);
});
