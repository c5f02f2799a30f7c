import { toYaml } from '../../yaml/write.ts';
import { PlainError } from '../errors.ts';
import { kustomizing } from '../resources/files.ts';
import type { Command } from './command.ts';

/** `kubectl kustomize`: prints the objects of a kustomization. */
export const kustomize: Command = {
  async run(call) {
    const { words, flags } = call;
    if (words.length > 1) throw new Error('specify one path to kustomization.yaml');
    if (flags.is('enable-helm')) {
      throw new PlainError('The practice cluster has no Helm, so kubectl kustomize --enable-helm cannot work here.');
    }
    const path = words[0] ?? '.';
    const { build } = await call.context.clock.load(kustomizing);
    const text = build(call, path)
      .map((object) => toYaml(object))
      .join('---\n');
    const output = flags.text('output');
    if (output === '') call.out(text);
    else call.files.write(call.absolute(output), text);
  },
};
