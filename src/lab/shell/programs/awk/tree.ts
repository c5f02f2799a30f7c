/** An expression of awk. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'regex'; source: string }
  | { kind: 'field'; of: Expression }
  | { kind: 'variable'; name: string }
  | { kind: 'element'; name: string; keys: Expression[] }
  | { kind: 'assign'; operator: string; target: Expression; value: Expression }
  | { kind: 'step'; operator: '++' | '--'; target: Expression; isPrefix: boolean }
  | { kind: 'unary'; operator: string; of: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'choice'; condition: Expression; yes: Expression; no: Expression }
  | { kind: 'in'; key: Expression; name: string }
  | { kind: 'call'; name: string; arguments: Expression[] };

/** A statement of awk. */
export type Statement =
  | { kind: 'expression'; of: Expression }
  | { kind: 'print'; values: Expression[] }
  | { kind: 'printf'; values: Expression[] }
  | { kind: 'if'; condition: Expression; yes: Statement; no?: Statement }
  | { kind: 'while'; condition: Expression; body: Statement }
  | { kind: 'for'; start?: Statement; condition?: Expression; step?: Statement; body: Statement }
  | { kind: 'each'; name: string; of: string; body: Statement }
  | { kind: 'block'; statements: Statement[] }
  | { kind: 'delete'; name: string; keys?: Expression[] }
  | { kind: 'leave'; what: 'next' | 'exit' | 'break' | 'continue'; code?: Expression };

/** A pattern with what is done where it fits. */
export interface Rule {
  when: 'BEGIN' | 'END' | 'line';
  from?: Expression;
  to?: Expression;
  action?: Statement;
}

/** A program that cannot be read. */
export class AwkSyntaxError extends Error {}
