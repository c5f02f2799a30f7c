import { amountOf, type FigureName, type Settings } from '../../lab/figures/settings.ts';
import type { StringKey } from '../../strings/keys.ts';

/** Words of explorable figures. */
export type ExploreKey = Extract<StringKey, `explore${string}`>;

/** Gives a word or sentence of explorable figures, with `{name}` filled in. */
export type Say = (key: ExploreKey, values?: Readonly<Record<string, string | number>>) => string;

/** What a control is called: as in a manifest where it stands in one. */
export const CONTROL_WORDS: Readonly<Record<FigureName, Readonly<Record<string, ExploreKey>>>> = {
  rollout: {
    replicas: 'exploreReplicas',
    unit: 'exploreUnit',
    maxSurge: 'exploreMaxSurge',
    maxUnavailable: 'exploreMaxUnavailable',
    breaks: 'exploreBreaks',
  },
  taints: {
    node1: 'exploreTaint1',
    node2: 'exploreTaint2',
    node3: 'exploreTaint3',
    webTolerates: 'exploreWebTolerates',
    watchTolerates: 'exploreWatchTolerates',
  },
  requests: {
    replicas: 'exploreReplicas',
    cpu: 'exploreRequestCpu',
    memory: 'exploreRequestMemory',
    use: 'exploreUse',
  },
  layers: {
    changed: 'exploreChanged',
    order: 'exploreOrder',
    ignore: 'exploreIgnore',
  },
};

/** What the button is called that lets things happen. */
export const PLAY_WORDS: Readonly<Record<FigureName, 'exploreRelease' | 'explorePlay' | 'exploreBuild'>> = {
  rollout: 'exploreRelease',
  taints: 'explorePlay',
  requests: 'explorePlay',
  layers: 'exploreBuild',
};

const OPTION_WORDS: Readonly<Record<string, ExploreKey>> = {
  none: 'exploreNoTaint',
  pods: 'exploreInPods',
  percent: 'exploreInPercent',
  nothing: 'exploreNothing',
  'node:24': 'exploreBase',
  'copy-all': 'exploreCopyAll',
  'packages-first': 'explorePackagesFirst',
};

/** An option as readers see it: effects of taints are words of the API. */
export function optionText(option: string, say: Say): string {
  const key = OPTION_WORDS[option];
  return key ? say(key) : option;
}

/** The value of a slider as readers see it: as a manifest has it. */
export function valueText(name: string, settings: Settings): string {
  const value = Number(settings[name]);
  switch (name) {
    case 'maxSurge':
    case 'maxUnavailable':
      return String(amountOf(value, settings.unit));
    case 'cpu':
      return `${value}m`;
    case 'memory':
      return `${value}Mi`;
    case 'use':
      return `${value}%`;
    default:
      return String(value);
  }
}
