import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { bytesOf, type ContentFiles } from '../../src/curriculum/read.ts';
import { ICON_FOLDER, makeIcons } from '../../src/provider/brand/icons.ts';
import { paths, withChange } from './fixture.ts';
import { forkFiles } from './layer.ts';
import { openTinySite, type TinySite } from './tiny-site.ts';

/** A title with all that some format might take for something else; it has 60 characters. */
export const ODD_TITLE = `"Tie" <b>it</b> & 'belay' ]]> 🪢 \u05e7\u05e9\u05e8 {x} \\n 100% #1: \u2014 \u00e9\u00df`;

/** Questions of the kinds that its first lesson has none of. */
const QUESTIONS = `  - id: turns-of-rope
    type: numeric
    objective: tie
    question: How many turns?
    answer: 2
    tolerance: 0.5
    unit: turns
    feedback:
      - value: 7
        text: Those are *too many*.
    explanation: Two turns hold.
  - id: called-in-hebrew
    type: text
    objective: tie
    question: 'What is a "knot" called, <in> Hebrew & elsewhere?'
    accepted: [קשר, '"knot" & <b>bend</b>']
    explanation: It is called that.
  - id: steps-of-the-knot
    type: ordering
    objective: tie
    question: Put the steps into order.
    steps: [Make a loop, Lead the end through, Pull tight 🪢]
    feedback: The loop comes first.
    explanation: A loop, an end, a pull.
`;

/** The tiny curriculum in the hands of a provider: a brand that is written from right to left, a language, odd titles, and questions of every kind. */
export function oddFork(): ContentFiles {
  const answers = JSON.parse(readFileSync('test/fixtures/brands/rtl/answers.json', 'utf8')) as Record<string, string>;
  const { name, url, contact, color } = answers;
  const brand = { name: `${name} "🚢" & <co>`, url, contact, logo: { light: 'assets/logo.svg' }, accent: color };
  const titled = (files: ContentFiles, path: string): ContentFiles =>
    withChange(path, (text) => text.replace(/^title: .*$/m, `title: ${JSON.stringify(ODD_TITLE)}`), files);
  const hebrew = withChange(paths.identity, (text) => text.replace('language: en', 'language: he'));
  const asking = withChange(paths.bowlineQuiz, (text) => text + QUESTIONS, hebrew);
  const content = [paths.bowline, paths.mooring, paths.harbor].reduce(titled, asking);
  return forkFiles({ 'provider/brand.yaml': stringify(brand) }, content);
}

/** The built site of that fork, with icons. */
export async function openOddFork(): Promise<TinySite> {
  const files = oddFork();
  const logo = files.get('provider/assets/logo.svg') ?? '';
  const icons = await makeIcons({ path: 'assets/logo.svg', bytes: Buffer.from(bytesOf(logo)) }, '#ffffff');
  return openTinySite((content) => {
    for (const [path, file] of files) content.write(path, Buffer.from(bytesOf(file)));
    for (const [name, bytes] of icons) content.write(`provider/${ICON_FOLDER}/${name}`, bytes);
  });
}
