import { asRecord } from '../../kubernetes/data.ts';
import type { Call } from './call.ts';
import type { Found } from './resources/info.ts';

const CAUSE = 'kubernetes.io/change-cause';

/** Whether the command line is to be written down in what it changes: `--record`, which is on its way out. */
export function isRecorded(call: Call): boolean {
  return call.flags.byName('record') !== undefined && call.flags.is('record');
}

/** The command line as `--record` writes it down: words first, then flags with their whole names (`parseCommandArguments` of k8s.io/cli-runtime). */
function commandLine({ path, words, flags }: Call): string {
  const given = flags.given().map((name) => {
    const list = flags.list(name);
    return ` --${name}=${list.length > 0 ? list.join(',') : flags.text(name)}`;
  });
  return ['kubectl', path, ...words].join(' ') + given.join('');
}

/** An object with the command line in it, if that was asked for. */
export function withCause<T extends Found>(call: Call, object: T): T {
  if (!isRecorded(call)) return object;
  const metadata = asRecord(object.metadata);
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...asRecord(metadata.annotations), [CAUSE]: commandLine(call) } },
  };
}
