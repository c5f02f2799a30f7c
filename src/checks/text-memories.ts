import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { sourcePaths } from '../cli/source-paths.ts';
import { TextMemory } from '../cli/text-memory.ts';
import { rememberYaml } from '../findings/yaml.ts';
import { rememberDiagrams } from '../rendering/diagram.ts';
import { rememberWords } from './spelling/english.ts';
import { rememberLinks } from './term-links.ts';

/**
 * Lets this process remember what YAML says, how diagrams are drawn, which terms lessons link and which words there are, from one command to the next.
 * @param root where the curriculum lies. @returns what writes it down. @param all of that function: whether everything was asked for, so that what was not is forgotten
 */
export function beginTextMemories(root: string): (all: boolean) => void {
  const yaml = new TextMemory(() => resolve('.cache/yaml'), sourcePaths.yaml, root);
  const diagrams = new TextMemory(() => resolve('.cache/diagrams'), sourcePaths.diagrams, root);
  const links = new TextMemory(() => resolve('.cache/terms'), sourcePaths.termLinks, root);
  const words = new TextMemory(() => resolve('.cache/words'), sourcePaths.words);
  rememberYaml({
    read(text) {
      const known = yaml.read(text);
      return known === undefined ? undefined : { value: JSON.parse(known) as unknown };
    },
    keep(text, value) {
      const json = JSON.stringify(value);
      // What JSON cannot say, such as an infinite number, is read anew each time.
      if (json !== undefined && isDeepStrictEqual(JSON.parse(json), value)) yaml.keep(text, json);
    },
  });
  rememberDiagrams(diagrams);
  rememberLinks(links);
  rememberWords(words);
  return (all) => {
    for (const memory of [yaml, diagrams, links, words]) memory.write(all);
  };
}
