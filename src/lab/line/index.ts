export { completed } from './candidates.ts';
export { namesOf } from './cluster-names.ts';
export { complete } from './complete.ts';
