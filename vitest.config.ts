import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Browsers take more than a core each, and "npm test" runs builds at the same time, which go on when nothing else does.
const cores = availableParallelism();
const few = Math.max(1, Math.floor(cores / 2));
// Limits end what hangs. They measure nothing: a machine that has much else to do may take its time.
const patient = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 20_000 } } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/build/**'],
          sequence: { groupOrder: 0 },
          ...patient,
        },
      },
      // Real builds of small sites.
      {
        test: {
          name: 'build',
          include: ['test/build/**/*.test.ts'],
          maxWorkers: cores,
          sequence: { groupOrder: 1 },
          ...patient,
        },
      },
      // The built site in a real browser.
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          maxWorkers: few,
          sequence: { groupOrder: 2 },
          ...patient,
        },
      },
    ],
  },
});
