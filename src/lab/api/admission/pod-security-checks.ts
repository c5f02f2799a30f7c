import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a Pod does that a level does not allow: in short, and whole. */
export interface Violation {
  reason: string;
  detail: string;
}

type Check = (spec: Fields, containers: readonly Fields[]) => Violation | undefined;

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
const many = (count: number, one: string, more = `${one}s`): string => (count === 1 ? one : more);
const named = (containers: readonly Fields[]): string =>
  `${many(containers.length, 'container')} ${quoted(containers.map(({ name }) => String(name)))}`;
const security = (container: Fields): Fields => asRecord(container.securityContext);
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** The Pod as a whole and some of its containers, as who has set something. */
function setters(isPod: boolean, containers: readonly Fields[]): string {
  return [...(isPod ? ['pod'] : []), ...(containers.length > 0 ? [named(containers)] : [])].join(' and ');
}

/** A check of a value that the Pod and each container may set. */
function valueCheck(
  read: (context: Fields) => unknown,
  isBad: (value: unknown) => boolean,
  say: (who: string, values: readonly string[]) => Violation,
): Check {
  return (spec, containers) => {
    const own = read(asRecord(spec.securityContext));
    const isPod = own !== undefined && isBad(own);
    const bad = containers.filter((container) => {
      const value = read(security(container));
      return value !== undefined && isBad(value);
    });
    if (!isPod && bad.length === 0) return undefined;
    const values = unique([
      ...(isPod ? [String(own)] : []),
      ...bad.map((container) => String(read(security(container)))),
    ]);
    return say(setters(isPod, bad), values);
  };
}

const USUAL = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);
const PROFILES = new Set(['RuntimeDefault', 'Localhost']);
const TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);
const SYSCTLS = new Set(
  'kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.tcp_syncookies net.ipv4.ping_group_range net.ipv4.ip_unprivileged_port_start net.ipv4.ip_local_reserved_ports net.ipv4.tcp_keepalive_time net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes net.ipv4.tcp_rmem net.ipv4.tcp_wmem'.split(
    ' ',
  ),
);

const appArmor = valueCheck(
  (context) => asRecord(context.appArmorProfile).type,
  (type) => !PROFILES.has(String(type)),
  (who, values) => ({
    reason: many(values.length, 'forbidden AppArmor profile'),
    detail: `${who} must not set AppArmor profile type to ${quoted(values)}`,
  }),
);

const added = (container: Fields): string[] => texts(asRecord(security(container).capabilities).add);

const capabilities: Check = (_, containers) => {
  const bad = containers.filter((container) => added(container).some((name) => !USUAL.has(name)));
  if (bad.length === 0) return undefined;
  const names = unique(bad.flatMap(added).filter((name) => !USUAL.has(name)));
  return {
    reason: 'non-default capabilities',
    detail: `${named(bad)} must not include ${quoted(names)} in securityContext.capabilities.add`,
  };
};

const hostNamespaces: Check = (spec) => {
  const used = ['hostNetwork', 'hostPID', 'hostIPC'].filter((name) => spec[name] === true);
  return used.length === 0
    ? undefined
    : { reason: 'host namespaces', detail: used.map((name) => `${name}=true`).join(', ') };
};

const hostPaths: Check = (spec) => {
  const bad = asList(spec.volumes).filter(({ hostPath }) => isRecord(hostPath));
  if (bad.length === 0) return undefined;
  const names = bad.map(({ name }) => String(name));
  return { reason: 'hostPath volumes', detail: `${many(bad.length, 'volume')} ${quoted(names)}` };
};

const hostPorts: Check = (_, containers) => {
  const of = (container: Fields): string[] =>
    asList(container.ports).flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : []));
  const bad = containers.filter((container) => of(container).length > 0);
  if (bad.length === 0) return undefined;
  const ports = unique(bad.flatMap(of));
  return {
    reason: 'hostPort',
    detail: `${named(bad)} ${many(bad.length, 'uses', 'use')} ${many(ports.length, 'hostPort')} ${ports.join(', ')}`,
  };
};

const hostProbes: Check = (_, containers) => {
  const of = (container: Fields): string[] => {
    const { postStart, preStop } = asRecord(container.lifecycle);
    const { livenessProbe, readinessProbe, startupProbe } = container;
    return [livenessProbe, readinessProbe, startupProbe, postStart, preStop]
      .map(asRecord)
      .flatMap(({ httpGet, tcpSocket }) => [asRecord(httpGet).host, asRecord(tcpSocket).host])
      .flatMap((host) => (host ? [String(host)] : []));
  };
  const bad = containers.filter((container) => of(container).length > 0);
  if (bad.length === 0) return undefined;
  const hosts = unique(bad.flatMap(of));
  const what = many(hosts.length, 'probe or lifecycle host');
  return {
    reason: 'probe or lifecycle host',
    detail: `${named(bad)} ${many(bad.length, 'uses', 'use')} ${what} ${quoted(hosts)}`,
  };
};

const containerCheck =
  (isBad: (container: Fields) => boolean, reason: string, must: string): Check =>
  (_, containers) => {
    const bad = containers.filter(isBad);
    return bad.length === 0 ? undefined : { reason, detail: `${named(bad)} ${must}` };
  };

const privileged = containerCheck(
  (container) => security(container).privileged === true,
  'privileged',
  'must not set securityContext.privileged=true',
);

const procMount: Check = (spec, containers) => {
  if (spec.hostUsers === false) return undefined;
  const of = (container: Fields): unknown => security(container).procMount;
  const bad = containers.filter((container) => of(container) !== undefined && of(container) !== 'Default');
  if (bad.length === 0) return undefined;
  const values = unique(bad.map((container) => String(of(container))));
  return { reason: 'procMount', detail: `${named(bad)} must not set securityContext.procMount to ${quoted(values)}` };
};

const seLinux: Check = (spec, containers) => {
  const of = (context: Fields): Fields | undefined =>
    isRecord(context.seLinuxOptions) ? context.seLinuxOptions : undefined;
  const isBad = (options: Fields | undefined): boolean =>
    options !== undefined && (!TYPES.has(String(options.type ?? '')) || !!options.user || !!options.role);
  const own = of(asRecord(spec.securityContext));
  const bad = containers.filter((container) => isBad(of(security(container))));
  if (!isBad(own) && bad.length === 0) return undefined;
  const all = [...(isBad(own) ? [own] : []), ...bad.map((container) => of(security(container)))].map(asRecord);
  const types = unique(all.map(({ type }) => String(type ?? '')).filter((type) => !TYPES.has(type)));
  const problems = [
    ...(types.length > 0 ? [`${many(types.length, 'type')} ${quoted(types)}`] : []),
    ...(all.some(({ user }) => user) ? ['user may not be set'] : []),
    ...(all.some(({ role }) => role) ? ['role may not be set'] : []),
  ];
  return {
    reason: 'seLinuxOptions',
    detail: `${setters(isBad(own), bad)} set forbidden securityContext.seLinuxOptions: ${problems.join('; ')}`,
  };
};

const profileOf = (context: Fields): unknown => asRecord(context.seccompProfile).type;
const seccomp = valueCheck(
  profileOf,
  (type) => !PROFILES.has(String(type)),
  (who, values) => ({
    reason: 'seccompProfile',
    detail: `${who} must not set securityContext.seccompProfile.type to ${quoted(values)}`,
  }),
);

const sysctls: Check = (spec) => {
  const names = asList(asRecord(spec.securityContext).sysctls)
    .map(({ name }) => String(name))
    .filter((name) => !SYSCTLS.has(name));
  return names.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: names.join(', ') };
};

const windows = valueCheck(
  (context) => asRecord(context.windowsOptions).hostProcess,
  (value) => value === true,
  (who) => ({ reason: 'hostProcess', detail: `${who} must not set securityContext.windowsOptions.hostProcess=true` }),
);

const escalation = containerCheck(
  (container) => security(container).allowPrivilegeEscalation !== false,
  'allowPrivilegeEscalation != false',
  'must set securityContext.allowPrivilegeEscalation=false',
);

const fewCapabilities: Check = (_, containers) => {
  const keeps = containers.filter(
    (container) => !texts(asRecord(security(container).capabilities).drop).includes('ALL'),
  );
  const isBad = (name: string): boolean => name !== 'NET_BIND_SERVICE';
  const adds = containers.filter((container) => added(container).some(isBad));
  const details = [
    ...(keeps.length > 0 ? [`${named(keeps)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(adds.length > 0
      ? [
          `${named(adds)} must not include ${quoted(unique(adds.flatMap(added).filter(isBad)))} in securityContext.capabilities.add`,
        ]
      : []),
  ];
  return details.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: details.join('; ') };
};

const FREE_VOLUMES = 'configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret'.split(
  ' ',
);

const volumes: Check = (spec) => {
  const bad = asList(spec.volumes).filter((volume) => !FREE_VOLUMES.some((name) => isRecord(volume[name])));
  if (bad.length === 0) return undefined;
  const types = unique(bad.map((volume) => Object.keys(volume).find((key) => key !== 'name') ?? 'unknown'));
  const names = quoted(bad.map(({ name }) => String(name)));
  return {
    reason: 'restricted volume types',
    detail: `${many(bad.length, 'volume')} ${names} ${many(bad.length, 'uses', 'use')} ${many(types.length, 'restricted volume type')} ${quoted(types)}`,
  };
};

const nonRoot: Check = (spec, containers) => {
  if (spec.hostUsers === false) return undefined;
  const own = asRecord(spec.securityContext).runAsNonRoot;
  const explicit = containers.filter((container) => security(container).runAsNonRoot === false);
  if (own === false || explicit.length > 0)
    return {
      reason: 'runAsNonRoot != true',
      detail: `${setters(own === false, explicit)} must not set securityContext.runAsNonRoot=false`,
    };
  const implicit = containers.filter((container) => security(container).runAsNonRoot === undefined && own !== true);
  return implicit.length === 0
    ? undefined
    : {
        reason: 'runAsNonRoot != true',
        detail: `pod or ${named(implicit)} must set securityContext.runAsNonRoot=true`,
      };
};

const rootUser = valueCheck(
  ({ runAsUser }) => runAsUser,
  (value) => value === 0,
  (who) => ({ reason: 'runAsUser=0', detail: `${who} must not set runAsUser=0` }),
);

const strictSeccomp: Check = (spec, containers) => {
  const explicit = seccomp(spec, containers);
  if (explicit) return explicit;
  if (profileOf(asRecord(spec.securityContext)) !== undefined) return undefined;
  const bad = containers.filter((container) => profileOf(security(container)) === undefined);
  return bad.length === 0
    ? undefined
    : {
        reason: 'seccompProfile',
        detail: `pod or ${named(bad)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
      };
};

const BASELINE = [
  appArmor,
  capabilities,
  hostNamespaces,
  hostPaths,
  hostPorts,
  hostProbes,
  privileged,
  procMount,
  seLinux,
  seccomp,
  sysctls,
  windows,
];
/** Checks of the base level that the strict level has stricter ones for. */
const REPLACED = new Set<Check>([capabilities, hostPaths, procMount, seccomp]);
const RESTRICTED = [escalation, fewCapabilities, procMount, volumes, nonRoot, rootUser, strictSeccomp];

/**
 * What a Pod does that a level does not allow.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function violations(level: string, spec: Fields): Violation[] {
  const { initContainers, containers, ephemeralContainers } = spec;
  const all = [...asList(initContainers), ...asList(containers), ...asList(ephemeralContainers)];
  const checks =
    level === 'baseline'
      ? BASELINE
      : level === 'restricted'
        ? [...BASELINE.filter((check) => !REPLACED.has(check)), ...RESTRICTED]
        : [];
  return checks.flatMap((check) => check(spec, all) ?? []);
}
