import type { Call } from '../call.ts';

/** The objects of a kustomization. */
export function build(call: Call, path: string): Record<string, unknown>[] {
  throw new Error(
    `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${call.absolute(path)}'`,
  );
}
