/** Whether a namespace is one of the cluster itself: nobody's lab is in it. */
export function isSystemNamespace(namespace: string): boolean {
  return /^(?:kube-|local-path-storage$)/.test(namespace);
}
