import type { PromqlFunction, PromqlType } from '../../../../languages/promql/functions.ts';
import type { Matcher } from '../matchers.ts';

/** Where something stands in a query: offsets of its first letter and of the one behind its last. */
export interface Place {
  from: number;
  to: number;
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | 'atan2'
  | '=='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | '</'
  | '>/'
  | 'and'
  | 'or'
  | 'unless';

export type Aggregation =
  | 'sum'
  | 'avg'
  | 'count'
  | 'min'
  | 'max'
  | 'group'
  | 'stddev'
  | 'stdvar'
  | 'topk'
  | 'bottomk'
  | 'quantile'
  | 'count_values'
  | 'limitk'
  | 'limit_ratio';

/** A duration in seconds, or one that is computed, such as step()*2. */
export type Duration =
  | { kind: 'seconds'; value: number; place: Place }
  | {
      kind: 'operation';
      operator: '+' | '-' | '*' | '/' | '%' | '^' | 'step' | 'range' | 'min_of' | 'max_of';
      operands: Duration[];
      place: Place;
    };

/** How a range goes beyond its ends: to the last sample before it, or to values in between at both of them. An experiment of Prometheus. */
export type Extension = 'anchored' | 'smoothed';

/** What moves a selector or a subquery in time. */
export interface Shift {
  /** Behind "offset". */
  offset?: Duration;
  /** Behind "@": milliseconds, or the start or the end of the query. */
  at?: number | 'start' | 'end';
}

interface Typed {
  type: PromqlType;
  place: Place;
}

export interface NumberNode extends Typed {
  kind: 'number';
  value: number;
}

export interface StringNode extends Typed {
  kind: 'string';
  value: string;
  /** As it is written, in its quotes. */
  quoted: string;
}

export interface SelectorNode extends Typed, Shift {
  kind: 'selector';
  /** The name of the metric before the braces; an empty text if there is none. */
  name: string;
  matchers: readonly Matcher[];
  extension?: Extension;
  /** Whether only counts and sums of histograms are needed; what is known of resets is then worked out sample by sample. */
  needsNoBuckets?: boolean;
}

export interface RangeNode extends Typed {
  kind: 'range';
  selector: SelectorNode;
  range: Duration;
}

export interface SubqueryNode extends Typed, Shift {
  kind: 'subquery';
  inner: Node;
  range: Duration;
  step?: Duration;
}

export interface ParenthesesNode extends Typed {
  kind: 'parentheses';
  inner: Node;
}

export interface UnaryNode extends Typed {
  kind: 'unary';
  operator: '+' | '-';
  inner: Node;
}

/** How series of two sides find each other. */
export interface Matching {
  cardinality: 'one-to-one' | 'many-to-one' | 'one-to-many' | 'many-to-many';
  /** Whether `labels` are those that must be equal ("on"), or those that need not ("ignoring"). */
  on: boolean;
  labels: readonly string[];
  /** Labels that are taken over from the side of the one (behind group_left or group_right). */
  include: readonly string[];
  /** What stands in for series that are missing on a side. */
  fillLeft?: number;
  fillRight?: number;
}

export interface BinaryNode extends Typed {
  kind: 'binary';
  operator: BinaryOperator;
  left: Node;
  right: Node;
  returnsBool: boolean;
  matching: Matching;
}

export interface AggregateNode extends Typed {
  kind: 'aggregate';
  operator: Aggregation;
  inner: Node;
  parameter?: Node;
  labels: readonly string[];
  without: boolean;
}

export interface CallNode extends Typed {
  kind: 'call';
  name: string;
  definition: PromqlFunction;
  parameters: readonly Node[];
}

/** A part of a query. */
export type Node =
  | NumberNode
  | StringNode
  | SelectorNode
  | RangeNode
  | SubqueryNode
  | ParenthesesNode
  | UnaryNode
  | BinaryNode
  | AggregateNode
  | CallNode;

export const COMPARISONS: ReadonlySet<BinaryOperator> = new Set(['==', '!=', '>', '<', '>=', '<=']);
export const SET_OPERATORS: ReadonlySet<BinaryOperator> = new Set(['and', 'or', 'unless']);

/** A node without the parentheses around it. */
export function unwrapped(node: Node): Node {
  return node.kind === 'parentheses' ? unwrapped(node.inner) : node;
}

/** The parts right below a node. */
export function childrenOf(node: Node): Node[] {
  switch (node.kind) {
    case 'range':
      return [node.selector];
    case 'subquery':
    case 'parentheses':
    case 'unary':
      return [node.inner];
    case 'binary':
      return [node.left, node.right];
    case 'aggregate':
      return node.parameter ? [node.parameter, node.inner] : [node.inner];
    case 'call':
      return [...node.parameters];
    default:
      return [];
  }
}
