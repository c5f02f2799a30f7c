import type { BuildStep, Course, Frame } from './frame.ts';
import type { Model } from './model.ts';
import type { Settings } from './settings.ts';

/** A step of a recipe, and the files that it copies. */
interface Instruction {
  text: string;
  copies?: RegExp;
}

/** What the folder of the build holds. */
const FILES = ['package.json', 'package-lock.json', 'server.mjs', 'test.mjs', 'README.md'] as const;
const BASE = 'node:24';
const PACKAGES = /^package(?:-lock)?\.json$/;

const begin: readonly Instruction[] = [{ text: `FROM ${BASE}` }, { text: 'WORKDIR /app' }];
const install: Instruction = { text: 'RUN npm ci' };
const copyAll: Instruction = { text: 'COPY . .', copies: /./ };
const runTests: Instruction = { text: 'RUN npm test' };

/** The same recipe in two orders. */
const RECIPES: Readonly<Record<string, readonly Instruction[]>> = {
  'copy-all': [...begin, copyAll, install, runTests],
  'packages-first': [
    ...begin,
    { text: 'COPY package.json package-lock.json ./', copies: PACKAGES },
    install,
    copyAll,
    runTests,
  ],
};

/** How long a picture stands while the figure plays. */
const STEP_MS = 700;

/**
 * What a builder compares: the step itself, what it builds on, and for COPY the contents of the files. A layer is taken from the cache where
 * all of that is as before. @see https://docs.docker.com/build/cache/invalidation/
 */
function keysOf(recipe: readonly Instruction[], contents: ReadonlyMap<string, string>): string[] {
  let parent = contents.get(BASE) ?? '';
  return recipe.map(({ text, copies }) => {
    const copied = copies ? [...contents].filter(([name]) => name !== BASE && copies.test(name)) : [];
    parent = JSON.stringify([parent, text, copied]);
    return parent;
  });
}

/** What is in the folder that is sent to the builder, and the base image. @param changed what is another one than before */
function contentsOf({ ignore }: Settings, changed: unknown): Map<string, string> {
  const sent = FILES.filter((name) => !(ignore === true && name === 'README.md'));
  return new Map([BASE, ...sent].map((name) => [name, name === changed ? 'new' : 'old']));
}

/** A second build after a change: which steps are taken from the cache, and which run again. */
export const layers: Model = {
  async run(settings): Promise<Course> {
    const recipe = RECIPES[String(settings.order)] ?? [];
    const before = keysOf(recipe, contentsOf(settings, undefined));
    const after = keysOf(recipe, contentsOf(settings, settings.changed));
    const first = after.findIndex((key, index) => key !== before[index]);
    const steps = recipe.map(({ text }, index): BuildStep => {
      if (after[index] === before[index]) return { text, state: 'cached' };
      return { text, state: 'built', cause: index === first ? 'changed' : 'before' };
    });
    const frames = [...steps.keys(), steps.length].map(
      (done): Frame => ({
        at: done * STEP_MS,
        groups: [],
        steps: steps.map((step, index) => (index < done ? step : { text: step.text, state: 'waiting' })),
      }),
    );
    return { frames, still: frames.length - 1 };
  },
};
