import type { RuleName } from '../../findings/catalog.ts';
import type { FindingText } from '../../findings/finding.ts';
import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { addDays } from '../day.ts';
import type { Reader } from '../reader.ts';
import type { Verification } from '../schema/programme.ts';
import { reportFuture } from './check.ts';
import { type ListedProvider, proofsOf } from './proof.ts';

interface Against {
  verifications: readonly Verification[];
  /** Providers of the same layer. */
  providers: readonly ListedProvider[];
  layer: number;
  known: { maintainers: (layer: number) => ReadonlySet<string>; today: string | undefined };
}

/** Reports verifications that are of no use, and gives those that count: written by a maintainer of the layer. */
export function checkVerifications(reader: Reader, file: string, against: Against): Verification[] {
  const { verifications, providers, layer, known } = against;
  const maintainers = known.maintainers(layer);
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  const isRead = (id: string): boolean => ![...reader.unread].some((path) => path.endsWith(`/providers/${id}.yaml`));
  return verifications.filter(({ provider: id, proof, on, by }, index) => {
    const report = (rule: RuleName, key: DataPath, text: FindingText): void =>
      reader.report(rule, file, reader.place(file, ['verifications', index, ...key]), text);
    const provider = byId.get(id);
    if (!provider && isRead(id))
      report('programme/unknown-provider', ['provider'], {
        message: `There is no provider "${id}" beside this file.${didYouMean(id, byId.keys())}`,
        why: 'The record is about nobody. Those of a layer are about providers of the same layer.',
        remedy: 'Correct the id, or remove the record.',
      });
    if (provider && !proofsOf(provider).some(({ digest }) => digest === proof))
      report('programme/outdated-verification', ['proof'], {
        message: `${provider.path} has no proof ${proof} any more.`,
        why: 'Whoever verified it saw something else than what stands there now, so it does not count.',
        remedy: `Look at the proofs again (npm run providers -- show ${id}), then verify them (npm run providers -- verify ${id} --by ${by}), which removes this record, too.`,
      });
    if (known.today !== undefined && on > addDays(known.today, 1))
      reportFuture((rule, at, text) => report(rule, at, text), ['on'], on, known.today);
    if (maintainers.has(by)) return true;
    report('programme/verifier', ['by'], {
      message: `"${by}" is no maintainer of ${layer === 0 ? 'this curriculum' : 'this layer'}.${didYouMean(by, maintainers)}`,
      why: 'Nobody verifies their own proofs: maintainers do, and sign with their id.',
      remedy: `Use one of: ${[...maintainers].join(', ') || 'nobody yet; add a maintainer with "npm run new person"'}.`,
    });
    return false;
  });
}
