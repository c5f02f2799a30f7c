import type { MetricMetadata } from '../exposition/exposition.ts';
import { general } from '../promql/format.ts';
import { Labels, NAME } from '../promql/labels.ts';

/** The label that holds a number, of a series of a classic histogram or a summary; undefined of all others. */
function limitOf(labels: Labels, metadata: ReadonlyMap<string, MetricMetadata>): string | undefined {
  const name = labels.get(NAME);
  if (metadata.get(name)?.type === 'summary') return 'quantile';
  const bucketOf = /^(.*)_bucket$/s.exec(name)?.[1];
  return bucketOf !== undefined && metadata.get(bucketOf)?.type === 'histogram' ? 'le' : undefined;
}

/**
 * Labels of a sample as Prometheus stores them since version 3: "le" of classic histograms and "quantile" of summaries always look
 * like a number with a point, so le="1" becomes le="1.0".
 * Source: normalizeFloatsInLabelValues of model/textparse, and the migration guide of Prometheus 3.
 */
export function withNormalLimit(labels: Labels, metadata: ReadonlyMap<string, MetricMetadata>): Labels {
  const limit = limitOf(labels, metadata);
  const written = limit === undefined ? '' : labels.get(limit);
  const value = Number(written);
  if (limit === undefined || written.trim() === '' || Number.isNaN(value)) return labels;
  const text = general(value);
  const normal = /[e.]/.test(text) ? text : `${text}.0`;
  return normal === written
    ? labels
    : Labels.of([...labels.pairs().filter(([name]) => name !== limit), [limit, normal]]);
}
