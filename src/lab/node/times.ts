/** How long Pods take to start and to end. */
export const START_MS = 400;
export const STOP_MS = 1200;
export const PULL_FAILS_MS = 500;
export const PULL_BACK_OFF_MS = 3000;
/** How long a container waits before it is started anew: twice as long each time. @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy */
export const FIRST_BACK_OFF_MS = 10_000;
export const LONGEST_BACK_OFF_MS = 300_000;
