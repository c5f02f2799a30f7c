import type { BuildStep, Frame, Group, Mark } from '../../lab/figures/frame.ts';
import type { ExploreKey, Say } from './words.ts';

/** What a shape stands for. */
export const STATE_WORDS: Readonly<Record<Mark['state'], ExploreKey>> = {
  ready: 'exploreReady',
  starting: 'exploreStarting',
  notReady: 'exploreNotReady',
  failing: 'exploreFailing',
  ending: 'exploreEnding',
  waiting: 'exploreWaiting',
  done: 'exploreDone',
};

/** How many Pods are how: `3 ready, 1 shutting down`; where Pods of several workloads stand together, with their names. */
export function podsText({ kind, pods }: Group, say: Say): string {
  if (pods.length === 0) return say('exploreNoPods');
  const counts = new Map<string, number>();
  for (const { label, state } of pods) {
    const text = [kind !== 'set' && label, say(STATE_WORDS[state])].filter(Boolean).join(' ');
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => `${count} ${text}`).join(', ');
}

/** How a step of a build stands, and why. */
export function stepText({ state, cause }: BuildStep, say: Say): string {
  if (state === 'waiting') return say('exploreStepWaiting');
  if (state === 'cached') return say('exploreStepCached');
  return say(cause === 'changed' ? 'exploreStepChanged' : 'exploreStepBefore');
}

/** A picture in one sentence or two: what stands below it, and what is announced. */
export function nowText({ groups, gauge, says, steps }: Frame, say: Say): string {
  if (steps) {
    const count = (state: BuildStep['state']): number => steps.filter((step) => step.state === state).length;
    if (count('waiting') > 0)
      return say('exploreNowBuilding', { done: steps.length - count('waiting'), all: steps.length });
    return say('exploreNowBuilt', { built: count('built'), all: steps.length, cached: count('cached') });
  }
  if (gauge) return say('exploreNowRollout', { ...gauge });
  if (says?.who === 'server') return say('exploreNowRefused');
  const placed = groups.filter(({ kind }) => kind === 'node').flatMap(({ pods }) => pods);
  const waiting = groups.filter(({ kind }) => kind === 'waiting').flatMap(({ pods }) => pods);
  return say('exploreNowNodes', {
    placed: placed.filter(({ state }) => state !== 'ending').length,
    waiting: waiting.length,
  });
}

/** All that a picture shows, as text: what somebody hears who does not see it. */
export function pictureText(frame: Frame, say: Say): string {
  const steps = (frame.steps ?? []).map((step) => `${step.text}: ${stepText(step, say)}.`);
  const parts = frame.groups.map((group) => {
    const pods = podsText(group, say);
    if (group.kind === 'set') return say('exploreSetText', { name: group.name, wanted: group.wanted ?? 0, pods });
    if (group.kind === 'waiting') return say('exploreWaitingText', { pods });
    const taint = group.taint === undefined ? '' : say('exploreTaintText', { taint: group.taint });
    const bars = (group.bars ?? []).map((bar) =>
      say(bar.resource === 'cpu' ? 'exploreCpuText' : 'exploreMemoryText', { ...bar }),
    );
    return [say('exploreNodeText', { name: group.name, pods }), taint, ...bars].filter(Boolean).join(' ');
  });
  return [nowText(frame, say), ...steps, ...parts].join(' ');
}
