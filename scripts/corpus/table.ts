import type { Piece } from './judge.ts';

const isRefused = ({ findings }: Piece): boolean => findings.some(({ severity }) => severity === 'error');

/** A table in Markdown: how many pieces, how many of them refused, and by which rules. */
export function tableOf(results: readonly (readonly [string, readonly Piece[]])[]): string {
  const rows = results.map(([name, all]) => {
    const right = all.filter(({ wrong }) => !wrong);
    const wrong = all.filter((piece) => piece.wrong);
    const refused = right.filter(isRefused);
    const rules = refused.flatMap(({ findings }) => [
      ...new Set(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)),
    ]);
    const classes = [...Map.groupBy(rules, (rule) => rule)].sort(([, a], [, b]) => b.length - a.length);
    const silent = wrong.filter((piece) => !isRefused(piece) && piece.unverified.length === 0);
    return [
      name,
      right.length,
      refused.length,
      classes.map(([rule, list]) => `${rule} ${list.length}`).join(', '),
      wrong.length === 0 ? '' : `${wrong.filter(isRefused).length} of ${wrong.length}`,
      silent.length,
      all.filter(({ unverified }) => unverified.length > 0).length,
    ];
  });
  return [
    '| material | pieces | refused | by rule | wrong on purpose, refused | of these in silence not | not verified |',
    '|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

/** How much of the material who claims: everything is claimed by exactly one verifier, or listed as not verified. */
export function claimsTable(results: readonly (readonly [string, readonly Piece[]])[]): string {
  const claims = results.flatMap(([, all]) => all.flatMap(({ claim }) => claim ?? []));
  const rows = [...Map.groupBy(claims, (claim) => claim)].sort(([, a], [, b]) => b.length - a.length);
  return [
    `| ${rows.map(([claim]) => claim).join(' | ')} |`,
    `|${'---|'.repeat(rows.length)}`,
    `| ${rows.map(([, list]) => list.length).join(' | ')} |`,
  ].join('\n');
}

/** Every finding with its place, and every mistake on purpose that passed in silence. */
export function placesOf(results: readonly (readonly [string, readonly Piece[]])[]): string {
  return results
    .flatMap(([name, all]) => [
      '',
      `## ${name}`,
      ...all.flatMap((piece) => {
        if (piece.wrong)
          return isRefused(piece) || piece.unverified.length > 0 ? [] : [`passes in silence: ${piece.path}`];
        return piece.findings.map(
          ({ rule, severity, line, message }) => `${severity} ${rule} ${piece.path}:${line}: ${message}`,
        );
      }),
    ])
    .join('\n');
}
