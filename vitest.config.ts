import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/build/**'],
          // Many start real programs: nothing is wrong with those that a busy machine makes wait.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // Real builds of small sites: one after the other, because each takes a core.
      {
        test: {
          name: 'build',
          include: ['test/build/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      // The built site in a real browser.
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
