import { test } from 'vitest';

/** Whether slow proofs are asked for, too: `npm run test:long`, which a workflow runs every night. */
export const isLong = process.env.LONG === '1';

/** A test that takes too long to be run each time. */
export const longTest = test.runIf(isLong);
