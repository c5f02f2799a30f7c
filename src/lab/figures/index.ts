import { layers } from './layers.ts';
import type { LiveModel, Model } from './model.ts';
import { requests } from './requests.ts';
import { rollout } from './rollout.ts';
import type { FigureName } from './settings.ts';
import { taints } from './taints.ts';

/** What each explorable figure does. */
export const models: Readonly<Record<FigureName, Model | LiveModel>> = { rollout, taints, requests, layers };

/** Whether changes of settings act on what has become of the earlier ones. */
export function isLive(model: Model | LiveModel): model is LiveModel {
  return 'begin' in model;
}
