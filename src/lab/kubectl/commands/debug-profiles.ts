import { asList, asRecord, type Data } from '../../../kubernetes/data.ts';
import type { Flags } from '../cobra/flags.ts';

/** How a Pod is looked into: by a container of its own in it, by a copy of it, or on its Node. */
export type Style = 'ephemeral' | 'copy' | 'node';

type Change = (container: Data) => Data;

/** Changes the first container of that name. */
function changeContainer(pod: Data, name: string, change: Change): Data {
  const spec = asRecord(pod.spec);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    const containers = asList(spec[list]);
    const index = containers.findIndex((one) => one.name === name);
    const found = containers[index];
    if (found) return { ...pod, spec: { ...spec, [list]: containers.with(index, change(found)) } };
  }
  return pod;
}

function secured(more: (context: Data) => Data): Change {
  return (container) => ({ ...container, securityContext: more(asRecord(container.securityContext)) });
}

function withCapabilities(...names: string[]): Change {
  return secured((context) => {
    const capabilities = asRecord(context.capabilities);
    const known = Array.isArray(capabilities.add) ? capabilities.add : [];
    return { ...context, capabilities: { ...capabilities, add: [...known, ...names] } };
  });
}

const withoutSecurity: Change = ({ securityContext: _, ...container }) => container;

const restricted: Change = (container) =>
  secured(() => ({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  }))(withoutSecurity(container));

const CHANGES: Readonly<Record<string, Partial<Record<Style, Change>>>> = {
  legacy: {},
  general: { ephemeral: withCapabilities('SYS_PTRACE'), copy: withCapabilities('SYS_PTRACE'), node: withoutSecurity },
  baseline: { ephemeral: withoutSecurity, copy: withoutSecurity, node: withoutSecurity },
  restricted: { ephemeral: restricted, copy: restricted, node: restricted },
  netadmin: Object.fromEntries(
    ['ephemeral', 'copy', 'node'].map((style) => [style, withCapabilities('NET_ADMIN', 'NET_RAW')]),
  ),
  sysadmin: Object.fromEntries(
    ['ephemeral', 'copy', 'node'].map((style) => [style, secured((context) => ({ ...context, privileged: true }))]),
  ),
};

/** Profiles that use the namespaces of the Node, and those that see its files. */
const HOST_NAMESPACES = new Set(['legacy', 'general', 'netadmin', 'sysadmin']);
const HOST_FILES = new Set(['legacy', 'general', 'sysadmin']);

/** @throws Error for a profile that there is not */
export function checkProfile(profile: string): void {
  if (!(profile in CHANGES)) throw new Error(`unknown profile: ${profile}`);
}

function withHostFiles(pod: Data, name: string): Data {
  const mounted = changeContainer(pod, name, (container) => ({
    ...container,
    volumeMounts: [...asList(container.volumeMounts), { mountPath: '/host', name: 'host-root' }],
  }));
  const spec = asRecord(mounted.spec);
  return {
    ...mounted,
    spec: { ...spec, volumes: [...asList(spec.volumes), { name: 'host-root', hostPath: { path: '/' } }] },
  };
}

function asCopy(pod: Data, flags: Flags, profile: string): Data {
  const { labels, annotations, ...metadata } = asRecord(pod.metadata);
  if (profile === 'legacy') return { ...pod, metadata: { ...metadata, annotations } };
  const spec = asRecord(pod.spec);
  const probes = ['liveness', 'readiness', 'startup'].filter((kind) => !flags.is(`keep-${kind}`));
  const containers = asList(spec.containers).map((container) =>
    Object.fromEntries(Object.entries(container).filter(([key]) => !probes.includes(key.replace(/Probe$/, '')))),
  );
  const { initContainers, ...rest } = spec;
  return {
    ...pod,
    metadata: {
      ...metadata,
      ...(flags.is('keep-labels') && labels ? { labels } : {}),
      ...(flags.is('keep-annotations') && annotations ? { annotations } : {}),
    },
    spec: {
      ...rest,
      ...(flags.is('keep-init-containers') && initContainers ? { initContainers } : {}),
      containers,
      shareProcessNamespace: spec.shareProcessNamespace ?? true,
    },
  };
}

/** Gives the container that looks into a Pod the rights of a profile (k8s.io/kubectl/pkg/cmd/debug/profiles.go). */
export function applyProfile(flags: Flags, pod: Data, name: string, style: Style): Data {
  const profile = flags.text('profile');
  let changed = style === 'copy' ? asCopy(pod, flags, profile) : pod;
  if (style === 'node' && HOST_FILES.has(profile)) changed = withHostFiles(changed, name);
  const change = CHANGES[profile]?.[style];
  if (change) changed = changeContainer(changed, name, change);
  if (style === 'node' && HOST_NAMESPACES.has(profile))
    changed = { ...changed, spec: { ...asRecord(changed.spec), hostNetwork: true, hostPID: true, hostIPC: true } };
  return changed;
}
