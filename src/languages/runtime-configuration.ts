import { parse } from 'yaml';
import { closest, didYouMean } from '../findings/suggest.ts';
import { asRecord, type Data } from '../kubernetes/data.ts';
import type { CodeProblem } from './problem.ts';
import { kindInToml, kindOfData, type RuntimeProgram, valueProblem } from './runtime-values.ts';

const words = (text: string): readonly string[] => text.split(' ');

/**
 * Keys of CRI-O's configuration by table. Source: the types of github.com/cri-o/cri-o/blob/main/pkg/config/config.go and
 * docs/crio.conf.5.md, 29 November 2026. "*" is a name that the author gives.
 */
const CRIO: Readonly<Record<string, readonly string[]>> = {
  crio: words(
    'root runroot imagestore storage_driver storage_option log_dir version_file version_file_persist clean_shutdown_file internal_wipe internal_repair api runtime checkpoint_restore image network metrics tracing stats nri',
  ),
  'crio.api': words(
    'grpc_max_send_msg_size grpc_max_recv_msg_size listen stream_address stream_port stream_enable_tls stream_tls_cert stream_tls_key stream_tls_ca stream_idle_timeout tls_min_version tls_cipher_suites',
  ),
  'crio.runtime': words(
    'no_pivot selinux log_to_journald drop_infra_ctr read_only conmon_env hooks_dir default_capabilities add_inheritable_capabilities default_env min_injected_gomaxprocs default_sysctls default_ulimits allowed_devices additional_devices cdi_spec_dirs device_ownership_from_security_context default_runtime decryption_keys_path additional_artifact_stores conmon conmon_cgroup seccomp_profile privileged_seccomp_profile apparmor_profile blockio_config_file blockio_reload irqbalance_config_file rdt_config_file cgroup_manager default_mounts default_mounts_file container_exits_dir container_attach_socket_dir bind_mount_prefix uid_mappings minimum_mappable_uid gid_mappings minimum_mappable_gid log_level log_filter namespaces_dir pinns_path enable_criu_support runtimes workloads pids_limit log_size_max ctr_stop_timeout separate_pull_cgroup infra_ctr_cpuset shared_cpuset absent_mount_sources_to_reject enable_pod_events irqbalance_config_restore_file hostnetwork_disable_selinux disable_hostport_mapping timezone',
  ),
  'crio.runtime.runtimes.*': words(
    'runtime_config_path runtime_path runtime_type runtime_root privileged_without_host_devices allowed_annotations disallowed_annotations monitor_path monitor_cgroup monitor_env monitor_exec_cgroup platform_runtime_paths runtime_pull_image container_min_memory no_sync_log inherit_default_runtime default_annotations stream_websockets exec_cpu_affinity seccomp_profile container_create_timeout',
  ),
  'crio.runtime.workloads.*': words('activation_annotation annotation_prefix allowed_annotations resources'),
  'crio.checkpoint_restore': words('container_level_enabled'),
  'crio.image': words(
    'default_transport global_auth_file namespaced_auth_dir pause_image pause_image_auth_file pause_command pinned_images signature_policy signature_policy_dir insecure_registries registries image_volumes big_files_temporary_dir separate_pull_cgroup auto_reload_registries pull_progress_timeout oci_artifact_mount_support short_name_mode',
  ),
  'crio.network': words('cni_default_network network_dir plugin_dir plugin_dirs cni_status_grace_period'),
  'crio.metrics': words(
    'enable_metrics metrics_collectors metrics_host metrics_port metrics_socket metrics_cert metrics_key',
  ),
  'crio.tracing': words('enable_tracing tracing_endpoint tracing_sampling_rate_per_million'),
  'crio.stats': words('stats_collection_period collection_period included_pod_metrics'),
  'crio.nri': words(
    'enable_nri nri_listen nri_plugin_dir nri_plugin_config_dir nri_plugin_registration_timeout nri_plugin_request_timeout nri_disable_connections default_validator',
  ),
};

/** Keys of containerd's configuration; those of plugins are the plugins' own. Source: containerd, cmd/containerd/server/config/config.go. */
const CONTAINERD: Readonly<Record<string, readonly string[]>> = {
  '': words(
    'version root state temp plugin_dir debug grpc ttrpc metrics disabled_plugins required_plugins plugins oom_score cgroup proxy_plugins timeouts imports stream_processors',
  ),
  grpc: words(
    'address tcp_address tcp_tls_ca tcp_tls_cert tcp_tls_key tcp_tls_common_name uid gid max_recv_message_size max_send_message_size',
  ),
  ttrpc: words('address uid gid'),
  debug: words('address level format log_trace_id uid gid'),
  metrics: words('address grpc_histogram'),
  cgroup: words('path'),
  'proxy_plugins.*': words('type address platform exports capabilities'),
  'stream_processors.*': words('accepts returns path args env'),
};

/** Keys of crictl's configuration. Source: github.com/kubernetes-sigs/cri-tools/blob/master/pkg/common/file.go. */
const CRICTL = words(
  'runtime-endpoint image-endpoint timeout debug pull-image-on-create disable-pull-on-run max-retries',
);

/** Keys of etcd's configuration, and its flags. Source: github.com/etcd-io/etcd, server/embed/config.go and server/etcdmain/help.go, 3.6. */
const ETCD_FLAGS = words(
  'advertise-client-urls auth-token auth-token-ttl auto-compaction-mode auto-compaction-retention auto-tls backend-batch-interval backend-batch-limit backend-bbolt-freelist-type bcrypt-cost bootstrap-defrag-threshold-megabytes cert-file cipher-suites client-cert-allowed-hostname client-cert-auth client-cert-file client-crl-file client-key-file compact-hash-check-time compaction-batch-limit compaction-sleep-interval corrupt-check-time cors data-dir discovery discovery-cacert discovery-cert discovery-dial-timeout discovery-endpoints discovery-fallback discovery-insecure-skip-tls-verify discovery-insecure-transport discovery-keepalive-time discovery-keepalive-timeout discovery-key discovery-password discovery-proxy discovery-request-timeout discovery-srv discovery-srv-name discovery-token discovery-user distributed-tracing-address distributed-tracing-instance-id distributed-tracing-sampling-rate distributed-tracing-service-name downgrade-check-time election-timeout enable-distributed-tracing enable-grpc-gateway enable-log-rotation enable-pprof feature-gates force-new-cluster grpc-keepalive-interval grpc-keepalive-min-time grpc-keepalive-timeout heartbeat-interval host-whitelist initial-advertise-peer-urls initial-cluster initial-cluster-state initial-cluster-token initial-election-tick-advance key-file listen-client-http-urls listen-client-urls listen-metrics-urls listen-peer-urls log-format log-level log-outputs log-rotation-config-json logger max-concurrent-streams max-learners max-request-bytes max-txn-ops max-wals memory-mlock metrics name peer-auto-tls peer-cert-allowed-cn peer-cert-allowed-hostname peer-cert-file peer-client-cert-auth peer-client-cert-file peer-client-key-file peer-crl-file peer-key-file peer-skip-client-san-verification peer-trusted-ca-file pre-vote quota-backend-bytes raft-read-timeout raft-write-timeout self-signed-cert-validity snapshot-catchup-entries snapshot-count socket-reuse-address socket-reuse-port strict-reconfig-check tls-max-version tls-min-version trusted-ca-file unsafe-no-fsync wal-dir warning-apply-duration warning-unary-request-duration watch-progress-notify-interval',
);
const ETCD = [
  ...ETCD_FLAGS,
  ...words(
    'client-transport-security peer-transport-security discovery-config socket-options grpc-additional-server-options enable-v2 proxy proxy-failure-wait fallback',
  ),
];
/** Those that no other program's file has. */
const ETCD_TELLING =
  /^(?:listen-(?:client|peer)-urls|initial-advertise-peer-urls|advertise-client-urls|initial-cluster)$/;

/** A key of a text, with the table in which it stands. */
interface Key {
  table: string;
  name: string;
  line: number;
  column: number;
  /** What stands behind it, from its first line; undefined of tables. */
  value?: string;
}

const ENTRY = /^(\s*)(?:"([^"]+)"|([\w-]+))\s*(?:=\s*(.*)|\.)/;
const HEAD = /^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/;

/** Keys of a TOML text that can be parsed. What stands in lists over several lines, and in inline tables, is no key of a table. */
function keysOfToml(text: string): Key[] {
  let table = '';
  let open = 0;
  let quote: string | undefined;
  return text.split('\n').flatMap((line, index): Key[] => {
    const marks = line.match(/"""|'''/g) ?? [];
    const wasOpen = open > 0 || quote !== undefined;
    if (marks.length % 2 === 1) quote = quote === undefined ? marks[0] : undefined;
    const head = wasOpen ? undefined : HEAD.exec(line)?.[1];
    if (head !== undefined) {
      table = head.replace(/"([^"]*)"|'([^']*)'/g, (_, one?: string, two?: string) =>
        (one ?? two ?? '').replaceAll('.', '·'),
      );
      const [name = ''] = table.split('.').slice(-1);
      const parent = table.split('.').slice(0, -1).join('.');
      return [{ table: parent, name, line: index + 1, column: line.indexOf('[') + 1 }];
    }
    const plain = line.replace(/"(?:\\.|[^"\\])*"|'[^']*'|#.*/g, '');
    open = Math.max(0, open + (plain.match(/[[{]/g)?.length ?? 0) - (plain.match(/[\]}]/g)?.length ?? 0));
    const [, indent = '', quoted, bare, value] = (wasOpen ? undefined : ENTRY.exec(line)) ?? [];
    const name = quoted ?? bare;
    if (name === undefined) return [];
    return [{ table, name, line: index + 1, column: indent.length + 1, ...(value !== undefined && { value }) }];
  });
}

/** Keys that a table may have: those of its name, or of its kind, such as `runtimes.*`. */
function knownIn(tables: Readonly<Record<string, readonly string[]>>, table: string): readonly string[] | undefined {
  return tables[table] ?? tables[table.replace(/\.[^.]+$/, '.*')];
}

const unknown = (program: string, { table, name, line, column }: Key, known: readonly string[]): CodeProblem => ({
  line,
  column,
  message: `${program} has no "${name}"${table === '' ? '' : ` in [${table}]`}.${didYouMean(name, known)}`,
  remedy: 'Correct the name, or move it into the table where it belongs.',
});

/** What of a TOML text that can be parsed is no configuration of CRI-O or containerd, if it is for one of them. */
export function runtimeTomlProblems(text: string): CodeProblem[] {
  const keys = keysOfToml(text);
  const isCrio = keys.some(({ table, name }) => table === '' && name === 'crio') || /^\s*\[crio[.\]]/m.test(text);
  const isContainerd = /^\s*\[plugins\.["']io\.containerd\./m.test(text);
  const tables = isCrio ? CRIO : isContainerd ? CONTAINERD : undefined;
  if (!tables) return [];
  return keys.flatMap((key) => {
    const known = knownIn(tables, key.table);
    const program = isCrio ? 'CRI-O' : 'containerd';
    if (known !== undefined && !known.includes(key.name) && key.name !== '') return [unknown(program, key, known)];
    const isOurs = known !== undefined || key.name === 'SystemdCgroup';
    const wrong = isOurs && key.value !== undefined && valueProblem(program, key, kindInToml(key.value));
    return wrong ? [wrong] : [];
  });
}

/** The data of a YAML text; nothing if it is broken, which is somebody else's to say. */
function dataOf(text: string): Data {
  try {
    return asRecord(parse(text, { logLevel: 'silent' }));
  } catch {
    return {};
  }
}

/** What of a YAML text is no configuration of crictl or etcd, if it is for one of them. @param keys on its first level. */
export function runtimeYamlProblems(text: string, keys: readonly string[]): CodeProblem[] {
  const isCrictl = keys.some((key) => key === 'runtime-endpoint' || key === 'image-endpoint');
  const isEtcd = keys.some((key) => ETCD_TELLING.test(key));
  if (!isCrictl && !isEtcd) return [];
  const known = isCrictl ? CRICTL : ETCD;
  const program: RuntimeProgram = isCrictl ? 'crictl' : 'etcd';
  const lines = text.split('\n');
  const data = dataOf(text);
  return keys.flatMap((name) => {
    const line = lines.findIndex((one) => one.startsWith(`${name}:`) || one.startsWith(`"${name}"`));
    const key = { table: '', name, line: Math.max(line, 0) + 1, column: 1 };
    if (!known.includes(name)) return [unknown(program, key, known)];
    return valueProblem(program, key, kindOfData(data[name])) ?? [];
  });
}

const ETCD_VARIABLE = /^(\s*(?:export\s+)?)ETCD_([A-Z0-9_]+)=/;
/** Variables that etcd's programs read beside those of flags. */
const ETCD_OTHERS = words('unsupported-arch config-file version');

/** Variables of etcd in a file of environment variables or in a shell that no flag of it has. */
export function etcdEnvironmentProblems(text: string): CodeProblem[] {
  return text.split('\n').flatMap((line, index): CodeProblem[] => {
    const [, before = '', name] = ETCD_VARIABLE.exec(line) ?? [];
    if (name === undefined) return [];
    const flag = name.toLowerCase().replaceAll('_', '-');
    if (ETCD_FLAGS.includes(flag) || ETCD_OTHERS.includes(flag)) return [];
    const meant = closest(flag, ETCD_FLAGS);
    // Lessons keep things of their own in such variables, too: ETCD_POD, ETCD_VERSION.
    if (meant === undefined) return [];
    return [
      {
        line: index + 1,
        column: before.length + 1,
        message: `etcd reads no variable ETCD_${name}. Did you mean "ETCD_${meant.toUpperCase().replaceAll('-', '_')}"?`,
        remedy: 'Correct the name: it is that of the flag, in capitals, with ETCD_ before it.',
      },
    ];
  });
}
