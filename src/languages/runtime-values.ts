import type { CodeProblem } from './problem.ts';

/** What a value may be. */
type Kind = 'text' | 'truth' | 'number' | 'list';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** A program whose configuration is judged. */
export type RuntimeProgram = 'CRI-O' | 'containerd' | 'etcd' | 'crictl';

/**
 * What values of programs around containers are. Sources: the types of github.com/cri-o/cri-o/blob/main/pkg/config/config.go, of containerd,
 * cmd/containerd/server/config/config.go, of etcd, server/embed/config.go, and of cri-tools, pkg/common/file.go, 29 November 2026.
 * What may be written in two ways, such as a duration, is in none of them.
 */
const VALUES: Readonly<Record<RuntimeProgram, Readonly<Partial<Record<Kind, ReadonlySet<string>>>>>> = {
  'CRI-O': {
    text: set(
      'root runroot imagestore storage_driver log_dir version_file version_file_persist clean_shutdown_file runtime_config_path runtime_path runtime_type runtime_root monitor_path monitor_cgroup monitor_exec_cgroup container_min_memory seccomp_profile default_runtime decryption_keys_path conmon conmon_cgroup privileged_seccomp_profile apparmor_profile blockio_config_file irqbalance_config_file rdt_config_file cgroup_manager default_mounts_file container_exits_dir container_attach_socket_dir bind_mount_prefix uid_mappings gid_mappings log_level log_filter namespaces_dir pinns_path separate_pull_cgroup infra_ctr_cpuset shared_cpuset irqbalance_config_restore_file timezone default_transport global_auth_file namespaced_auth_dir pause_image pause_image_auth_file pause_command signature_policy signature_policy_dir big_files_temporary_dir short_name_mode cni_default_network network_dir plugin_dir listen stream_address stream_port stream_tls_cert stream_tls_key stream_tls_ca stream_idle_timeout tls_min_version metrics_host metrics_socket metrics_cert metrics_key tracing_endpoint',
    ),
    list: set(
      'storage_option allowed_annotations monitor_env conmon_env hooks_dir default_capabilities default_env default_sysctls default_ulimits allowed_devices additional_devices cdi_spec_dirs additional_artifact_stores absent_mount_sources_to_reject pinned_images insecure_registries plugin_dirs tls_cipher_suites metrics_collectors included_pod_metrics',
    ),
    truth: set(
      'internal_wipe internal_repair privileged_without_host_devices runtime_pull_image no_sync_log inherit_default_runtime stream_websockets no_pivot selinux log_to_journald drop_infra_ctr read_only add_inheritable_capabilities device_ownership_from_security_context blockio_reload enable_criu_support enable_pod_events hostnetwork_disable_selinux disable_hostport_mapping auto_reload_registries oci_artifact_mount_support stream_enable_tls enable_metrics enable_tracing',
    ),
    number: set(
      'container_create_timeout min_injected_gomaxprocs minimum_mappable_uid minimum_mappable_gid pids_limit log_size_max ctr_stop_timeout grpc_max_send_msg_size grpc_max_recv_msg_size metrics_port tracing_sampling_rate_per_million stats_collection_period collection_period',
    ),
  },
  containerd: {
    text: set('root state temp plugin_dir address tcp_address tcp_tls_ca tcp_tls_cert tcp_tls_key tcp_tls_common_name'),
    list: set('disabled_plugins required_plugins imports accepts'),
    truth: set('log_trace_id grpc_histogram SystemdCgroup'),
    number: set('version oom_score uid gid max_recv_message_size max_send_message_size'),
  },
  etcd: {
    text: set(
      'name data-dir wal-dir initial-cluster-state initial-cluster initial-cluster-token auto-compaction-mode auto-compaction-retention listen-metrics-urls listen-peer-urls listen-client-urls listen-client-http-urls initial-advertise-peer-urls advertise-client-urls log-level log-format',
    ),
    list: set('cipher-suites log-outputs'),
    truth: set(
      'initial-election-tick-advance strict-reconfig-check pre-vote force-new-cluster enable-pprof enable-distributed-tracing enable-log-rotation enable-grpc-gateway unsafe-no-fsync memory-mlock',
    ),
    number: set(
      'snapshot-count snapshot-catchup-entries max-wals heartbeat-interval election-timeout max-txn-ops max-request-bytes self-signed-cert-validity bcrypt-cost auth-token-ttl bootstrap-defrag-threshold-megabytes backend-batch-limit compaction-batch-limit max-learners quota-backend-bytes max-concurrent-streams',
    ),
  },
  crictl: {
    truth: set('debug pull-image-on-create disable-pull-on-run'),
    number: set('timeout max-retries'),
  },
};

const NAMES: Readonly<Record<Kind, string>> = {
  text: 'a text',
  truth: 'true or false',
  number: 'a number',
  list: 'a list',
};

/** What a value is, as it is written in TOML; undefined for tables and times. */
export function kindInToml(value: string): Kind | undefined {
  if (/^["']/.test(value)) return 'text';
  if (/^(?:true|false)\b/.test(value)) return 'truth';
  if (/^\[/.test(value)) return 'list';
  return /^[+-]?(?:\d[\d_]*|0x[\da-fA-F_]+|0o[0-7_]+)\s*(?:#.*)?$/.test(value) ? 'number' : undefined;
}

/** What a value is, as YAML gives it; undefined for groups and nothing at all. */
export function kindOfData(value: unknown): Kind | undefined {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'truth';
  if (typeof value === 'number') return 'number';
  return Array.isArray(value) ? 'list' : undefined;
}

/** What is wrong with the kind of a value; undefined if nothing is, or nothing is known of it. */
export function valueProblem(
  program: RuntimeProgram,
  key: { name: string; line: number; column: number },
  kind: Kind | undefined,
): CodeProblem | undefined {
  if (kind === undefined) return undefined;
  const [wanted] = Object.entries(VALUES[program]).find(([, names]) => names.has(key.name)) ?? [];
  if (wanted === undefined || wanted === kind) return undefined;
  return {
    line: key.line,
    column: key.column,
    message: `${program} wants ${NAMES[wanted as Kind]} as "${key.name}", and this is ${NAMES[kind]}.`,
    remedy: `Write ${NAMES[wanted as Kind]}.`,
  };
}
