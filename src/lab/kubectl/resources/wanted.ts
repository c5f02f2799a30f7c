import type { Info } from './info.ts';

/** What to find: files, words and selectors, and how. The names are those of k8s.io/cli-runtime/pkg/resource. */
export interface Wanted {
  filenames?: readonly string[];
  kustomize?: string;
  /** Objects of a text that has been read already, and what it is called. */
  text?: { content: string; name: string };
  recursive?: boolean;
  /** `TYPE NAME…`, `TYPE/NAME…` or `TYPE`. */
  words?: readonly string[];
  /** A type without a name or selector means all of it. */
  allowsEmptySelector?: boolean;
  /** Words are names of this type, if they do not name another. */
  namesOf?: string;
  /** Types, when names come from elsewhere. */
  types?: readonly string[];
  selector?: string;
  fieldSelector?: string;
  all?: boolean;
  namespace: string;
  allNamespaces?: boolean;
  /** Objects of files must be in `namespace`. */
  enforceNamespace?: boolean;
  /** Objects without a namespace get `namespace`. */
  defaultNamespace?: boolean;
  latest?: boolean;
  flatten?: boolean;
  continueOnError?: boolean;
  singleType?: boolean;
  chunkSize?: number;
  local?: boolean;
  /** Whether objects are needed, or names are enough. */
  namesOnly?: boolean;
  subresource?: string;
  validate?: boolean;
  accept?: string;
  query?: Record<string, string>;
}

/** What is done with each object that is found. */
export type Visit = (info: Info) => Promise<void> | void;
