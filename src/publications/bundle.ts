import { type InputOptions, rolldown } from 'rolldown';

/**
 * A script with all that it imports as one classic script, made small: pages of packages, slides and pages in a folder load no modules.
 * @param options where it begins, and what else its imports need. @throws if something cannot be resolved
 */
export async function classicBundle(
  options: Pick<InputOptions, 'input' | 'plugins' | 'shimMissingExports'>,
): Promise<string> {
  const script = await rolldown({
    ...options,
    platform: 'browser',
    transform: { target: 'es2022' },
    logLevel: 'silent',
  });
  try {
    const { output } = await script.generate({ format: 'iife', minify: true, codeSplitting: false });
    return output[0].code;
  } finally {
    await script.close();
  }
}
