import type { Course, Lesson, Module } from '../curriculum/model.ts';

/** Up to so many lessons, a page lists all of its course; beyond, only those around it, so that no page grows with its siblings. */
const WHOLE_COURSE = 120;
/** Lessons shown on either side of the present one in a module that is not shown whole. */
const AROUND = 12;
/** Up to so many lessons, the present module is shown whole. */
const WHOLE_MODULE = 60;
/** Modules shown on either side of the present one. */
const MODULES_AROUND = 15;

/** A module as the contents of a lesson's page show it. */
export interface PassageLeg {
  module: Module;
  /** 1-based, among modules with lessons. */
  number: number;
  open: boolean;
  lessons: readonly Lesson[];
  /** Lessons that are not shown, before and after those that are; the course's page has them. */
  before: number;
  after: number;
}

/** The contents of a lesson's page. */
export interface PassageView {
  legs: readonly PassageLeg[];
  /** Modules that are not shown, before and after those that are. */
  before: number;
  after: number;
}

/** What is left of a list around a position, and how much is left out on either side. */
function around<T>(
  items: readonly T[],
  at: number,
  distance: number,
): { items: readonly T[]; before: number; after: number } {
  const start = Math.max(0, at - distance);
  const end = Math.min(items.length, at + distance + 1);
  return { items: items.slice(start, end), before: start, after: items.length - end };
}

function legOf(module: Module, number: number, current: string, wholeCourse: boolean): PassageLeg {
  const { lessons } = module;
  const at = lessons.findIndex((lesson) => lesson.id === current);
  const open = at >= 0;
  if (wholeCourse || (open && lessons.length <= WHOLE_MODULE))
    return { module, number, open, lessons, before: 0, after: 0 };
  if (!open) return { module, number, open, lessons: [], before: 0, after: lessons.length };
  const { items, before, after } = around(lessons, at, AROUND);
  return { module, number, open, lessons: items, before, after };
}

const views = new WeakMap<
  Course,
  { count: number; modules: readonly Module[]; placeOf: ReadonlyMap<string, number> }
>();

/** What is the same for every page of a course, found out once. */
function outlineOf(course: Course) {
  const known = views.get(course);
  if (known) return known;
  const modules = course.modules.filter((module) => module.lessons.length > 0);
  const placeOf = new Map(modules.flatMap((module, index) => module.lessons.map(({ id }) => [id, index] as const)));
  const outline = { count: placeOf.size, modules, placeOf };
  views.set(course, outline);
  return outline;
}

/** The contents of a lesson's page: its whole course if that is small, else what is near. */
export function passageOf(course: Course, current: string): PassageView {
  const { count, modules, placeOf } = outlineOf(course);
  const whole = count <= WHOLE_COURSE;
  const { items, before, after } = whole
    ? { items: modules, before: 0, after: 0 }
    : around(modules, placeOf.get(current) ?? 0, MODULES_AROUND);
  return {
    legs: items.map((module, index) => legOf(module, before + index + 1, current, whole)),
    before,
    after,
  };
}
