import type { Data } from '../data.ts';
import type { External } from './external.ts';
import type { MadeObject } from './made.ts';

/** An object of a lesson. */
export interface SetObject {
  value: Data;
  /** Name of the file or fence in which it stands. */
  source: string;
  /** Whether it is judged. Others are only there to be referred to: what a cluster gave back, patches, text of commands. */
  judged: boolean;
}

/** The objects of a lesson, and what else is there when its reader applies them. */
export interface ObjectSet {
  objects: readonly SetObject[];
  made: readonly MadeObject[];
  /** Labels that commands and kustomizations put on objects, as `key=value`. */
  labeled: ReadonlySet<string>;
  externals: readonly (External & { source: string })[];
  /** Whether there are custom resources among the objects, or beside them, whose controllers may make Pods. */
  customResources?: boolean;
  /** Text of the pieces of objects that a lesson shows: they may be meant to be added to its objects. */
  fragments: string;
}

/** Whether a piece of an object that a lesson shows has a word: what it is added to may then have it. */
export function isInFragment({ fragments }: ObjectSet, word: string): boolean {
  return fragments.split(/[^\w.-]+/).includes(word);
}

/** Whether two objects may be in one namespace; one that says none may be in any. */
export function sameNamespace(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}
