import type { Course, Lesson } from '../../curriculum/model.ts';
import type { Lab } from '../../curriculum/schema/lab.ts';
import { statesOf } from '../../curriculum/schema/lab-start.ts';
import type { StringKey } from '../../strings/keys.ts';

/** A part of the page about one's own machine, and what it is called in a list of needs. */
export interface Need {
  /** Id of its heading on the page. */
  part: string;
  name: StringKey;
}

/** Manifests whose addresses somebody outside of the cluster has to open. */
const FROM_OUTSIDE = /^kind: (?:Ingress|Gateway)$|^ *type: LoadBalancer$/m;

/** What a machine needs so that the lab of a lesson can be done on a cluster there, in the order of the page. @param courses those whose images may be needed */
export function needsOf(lesson: Lesson, lab: Lab, courses: readonly Course[]): Need[] {
  if (!lab.cluster) return [];
  const images = new Set(courses.flatMap((course) => course.images.map(({ name }) => name)));
  const clusters = statesOf(lab.cluster);
  const named = clusters.flatMap((cluster) => cluster.images).map((image) => image.replace(/:[^/:]*$/, ''));
  const files = [...lesson.files.values()].map(({ text }) => text);
  const wanted: readonly (readonly [boolean, Need])[] = [
    [true, { part: 'what-a-cluster-of-your-own-needs', name: 'labNeedsCluster' }],
    [named.some((name) => images.has(name)), { part: 'images', name: 'labNeedsImages' }],
    [clusters.some(({ load }) => load !== undefined), { part: 'a-metrics-server', name: 'labNeedsMetrics' }],
    [clusters.length > 1, { part: 'several-clusters', name: 'labNeedsClusters' }],
    [files.some((text) => FROM_OUTSIDE.test(text)), { part: 'traffic-from-outside', name: 'labNeedsOutside' }],
  ];
  return wanted.flatMap(([isWanted, need]) => (isWanted ? [need] : []));
}
