import type { TrackFields } from '../core/registry.ts';

/** Notes which fields a change has set. */
export const trackFields: TrackFields = () => {};
