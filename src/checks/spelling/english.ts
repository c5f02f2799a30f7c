import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeTrie } from 'cspell-trie-lib';
import type { MadeBefore } from '../../rendering/made-before.ts';

/** Words of a language. */
export interface Vocabulary {
  /** Whether a word is one, with its case as it stands: "Monday" is a word, "monday" is not. */
  has(word: string): boolean;
  /** Words that are meant by a mistyped one, the most similar first. */
  similar(word: string): string[];
}

/** Lists of cspell with words that people use who write about software. */
const TERMS = ['softwareTerms.txt.gz', 'networkingTerms.txt', 'computing-acronyms.txt'];

/** How many similar words are looked for: each one more costs time. */
const SIMILAR = 8;

/** Folder of an installed package. */
function folderOf(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(name));
}

function readWords(path: string): string[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

const IS_WORD = 'word';
const IS_NONE = '';

/** What dictionaries said of words: they take longer to load than a lesson to judge. */
let memory: MadeBefore | undefined;

/** Lets it be remembered which words there are, from one command to the next. */
export function rememberWords(given: MadeBefore): void {
  memory = given;
}

function load(): Vocabulary {
  const trie = decodeTrie(gunzipSync(readFileSync(join(folderOf('@cspell/dict-en_us'), 'en_US.trie.gz'))));
  const terms = join(folderOf('@cspell/dict-software-terms'), 'dict');
  const technical = new Set(TERMS.flatMap((name) => readWords(join(terms, name))));
  return {
    has: (word) => trie.has(word) || technical.has(word),
    // Without the filter, words in small letters that are not written so would come, too.
    similar: (word) => trie.suggest(word, { numSuggestions: SIMILAR }).filter((candidate) => trie.has(candidate)),
  };
}

let loaded: Vocabulary | undefined;

function dictionary(): Vocabulary {
  loaded ??= load();
  return loaded;
}

/** American English with the terms of software, from the dictionaries of cspell. They are read where something is asked that is not remembered, once. */
export const americanEnglish: Vocabulary = {
  has(word) {
    const known = memory?.read(word);
    if (known !== undefined) return known === IS_WORD;
    const isWord = dictionary().has(word);
    memory?.keep(word, isWord ? IS_WORD : IS_NONE);
    return isWord;
  },
  similar: (word) => dictionary().similar(word),
};
