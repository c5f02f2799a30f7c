import { expect, test } from 'vitest';
import { practiceChunk } from '../../src/site/practice-chunks.ts';

/** What a bundler tells of the modules of one build, by what they import. */
const buildOf = (modules: Readonly<Record<string, readonly string[]>>) => ({
  getModuleInfo: (id: string) => {
    const importedIds = modules[id];
    return importedIds ? { importedIds } : null;
  },
});

const practice = buildOf({ lab: ['shell', 'yaml'], figures: ['yaml'], shell: [], yaml: [], later: ['yaml'] });
const other = buildOf({ monitoring: ['yaml'], yaml: [] });

test.each([
  ['the worker of the practice cluster first', [practice, other]],
  ['another worker first', [other, practice]],
])('what belongs to the practice cluster depends on no other build: %s', (_, builds) => {
  const { name } = practiceChunk('lab', 'figures');
  for (const build of builds) name('yaml', build);
  expect(['lab', 'shell', 'yaml', 'figures', 'later'].map((id) => name(id, practice))).toEqual([
    'practice',
    'practice',
    'engine',
    null,
    null,
  ]);
  expect(['monitoring', 'yaml'].map((id) => name(id, other))).toEqual([null, null]);
});
