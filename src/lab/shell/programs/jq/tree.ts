/** A filter of jq, read. */
export type Filter =
  | { kind: 'identity' }
  | { kind: 'recurse' }
  | { kind: 'field'; of: Filter; name: Filter; isOptional: boolean }
  | { kind: 'iterate'; of: Filter; isOptional: boolean }
  | { kind: 'slice'; of: Filter; from?: Filter; to?: Filter }
  | { kind: 'literal'; value: unknown }
  | { kind: 'string'; parts: (string | Filter)[]; format?: string }
  | { kind: 'array'; of?: Filter }
  | { kind: 'object'; entries: { key: Filter; value: Filter }[] }
  | { kind: 'pipe'; left: Filter; right: Filter }
  | { kind: 'comma'; left: Filter; right: Filter }
  | { kind: 'binary'; operator: string; left: Filter; right: Filter }
  | { kind: 'negate'; of: Filter }
  | { kind: 'call'; name: string; arguments: Filter[] }
  | { kind: 'variable'; name: string }
  | { kind: 'bind'; source: Filter; name: string; body: Filter }
  | { kind: 'if'; condition: Filter; then: Filter; else?: Filter }
  | { kind: 'try'; body: Filter; catch?: Filter }
  | { kind: 'reduce'; source: Filter; name: string; start: Filter; update: Filter }
  | { kind: 'format'; name: string };

/** A filter that cannot be read. */
export class JqSyntaxError extends Error {}
