import type { Curriculum, Identity, Lesson } from '../curriculum/model.ts';
import type { Changes } from '../curriculum/schema/lesson.ts';
import type { IdentityFile } from '../curriculum/schema/registry.ts';
import type { Comparison } from './baseline.ts';
import type { Work } from './work.ts';

/** Where a lesson of this site comes from, computed and never claimed. */
export interface Provenance {
  /**
   * original: the publisher's own; verbatim: taken unchanged; adapted: taken and changed by the publisher;
   * stale: adapted, and the original has changed since.
   */
  state: 'original' | 'verbatim' | 'adapted' | 'stale';
  /** The lesson as a work: of this publisher, or, if verbatim, of whom it was taken from. */
  work: Work;
  /** Version of what was adapted as it is now, if that has changed since. */
  newer: string | undefined;
  /** What all of that was computed from. */
  compared: Comparison;
  /** Files of what was adapted, as it was then, by path within its folder; of adapted lessons, as far as they are known. */
  before?: ReadonlyMap<string, string> | undefined;
}

/** What attribution needs to know of what a provider laid over a curriculum. */
export interface AttributedLayer {
  /** 1 for provider/, 2 for provider/provider/. */
  depth: number;
  /** Licenses of the provider's own and of adapted lessons, if they are not those of the curriculum below. */
  brand: {
    own_licence?: IdentityFile['licence'] | undefined;
    adaptation_licence?: IdentityFile['licence'] | undefined;
  };
  settings: {
    /** Lessons below content/ that were edited in place, with what was changed. */
    edited: readonly { lesson: string; changes: Changes }[];
    /** Lessons whose creators asked for their credit to be removed. */
    credit_withheld: readonly string[];
  };
  /** What upstream had changed since its last release when it was taken: lesson to hash. */
  upstream: { ahead: Readonly<Record<string, string>> } | undefined;
}

/** What a lesson says of itself, in the curriculum below, that an adaptation of it may not lose or claim as its own. */
export interface LessonBelow {
  reviewers: Lesson['reviewers'];
  verified: Lesson['verified'] | undefined;
  based_on: Lesson['based_on'];
  licence: Lesson['licence'];
}

/** What a provider made of a course: which of its lessons were hidden, adapted, or put in, by id, and titles of those that are gone. */
export interface CourseChange {
  /** Depth of the layer. */
  layer: number;
  hidden: readonly { id: string; title: string }[];
  added: readonly string[];
  adapted: readonly string[];
  reordered: boolean;
}

/** How an edition differs from the publisher's last release, by its content. */
export interface ReleaseState {
  /** Version of that release; undefined if there was none. */
  version: string | undefined;
  /** Ids of lessons that are in no release as they are. */
  unreleased: ReadonlySet<string>;
  /** Whether any lesson was added, changed, moved or removed since. */
  differs: boolean;
}

/** A curriculum as somebody publishes it: all that attribution asks of it (assembly/edition.ts has more). */
export interface Published extends Curriculum {
  /** The original and every fork that led to this one, in that order. */
  editions: readonly [Identity, ...Identity[]];
  /** What providers have laid over the original; none in the original itself. */
  layers: readonly AttributedLayer[];
  /** Where each lesson comes from, by id. */
  provenance: ReadonlyMap<string, Provenance>;
  /** For every adapted lesson, what the lesson says that it was adapted from. */
  below: ReadonlyMap<string, LessonBelow>;
  /** What each layer changed in a course that it did not bring, by the course's id, the lowest layer first. */
  courseChanges: ReadonlyMap<string, readonly CourseChange[]>;
  release: ReleaseState;
}
