import { stringify } from 'yaml';
import { validateYaml } from '../../curriculum/validate.ts';
import { parseColor } from './color.ts';
import { brandSchema } from './schema.ts';

/** A question of the interview, which is also a flag. */
export interface Question {
  /** Name of the flag. */
  flag: 'name' | 'url' | 'contact' | 'logo' | 'color';
  ask: string;
  hint: string;
  /** What is wrong with an answer; undefined if it will do. */
  problem: (answer: string) => string | undefined;
}

const needed = (answer: string): string | undefined => (answer.trim() === '' ? 'An answer is needed here.' : undefined);

/** What brand.yaml would not take. */
function schemaProblem(key: 'name' | 'url' | 'contact', answer: string): string | undefined {
  const schema = brandSchema.pick({ [key]: true } as Record<typeof key, true>);
  const [first] = validateYaml('brand.yaml', stringify({ [key]: answer }), schema).findings;
  return first && `${first.message} ${first.remedy}`;
}

function urlProblem(answer: string): string | undefined {
  const valid = /^https?:\/\//.test(answer) && URL.canParse(answer);
  return valid ? undefined : `"${answer}" is not an address. Write it whole, such as https://academy.example/`;
}

/** Everything that "npm run rebrand" has to know, in the order in which it asks. */
export const questions: readonly Question[] = [
  {
    flag: 'name',
    ask: 'Name of your organization',
    hint: 'Harbor Academy',
    problem: (answer) => needed(answer) ?? schemaProblem('name', answer),
  },
  {
    flag: 'url',
    ask: 'Address at which the site will be published',
    hint: 'https://academy.example/',
    problem: (answer) => urlProblem(answer) ?? schemaProblem('url', answer),
  },
  {
    flag: 'contact',
    ask: 'E-mail address for questions of readers',
    hint: 'hello@academy.example',
    problem: (answer) =>
      /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(answer)
        ? schemaProblem('contact', answer)
        : `"${answer}" is not an e-mail address.`,
  },
  { flag: 'logo', ask: 'File with your logo (SVG or PNG)', hint: '../logo.svg', problem: needed },
  {
    flag: 'color',
    ask: 'Your color, as CSS writes it',
    hint: '#0a6e5c',
    problem: (answer) =>
      parseColor(answer) ? undefined : `"${answer}" is not a color. Write it as CSS does, such as "#0a6e5c" or teal.`,
  },
];
