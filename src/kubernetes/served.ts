/**
 * API versions that a cluster of the checked Kubernetes version serves by default, those of the Gateway API's standard
 * channel, and those of the operators that courses use: Prometheus, OpenTelemetry and the VerticalPodAutoscaler. The packages with the types still ship versions that were removed years ago, so they cannot tell.
 * Sources: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/,
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/, https://gateway-api.sigs.k8s.io/reference/spec/,
 * https://prometheus-operator.dev/docs/api-reference/api/
 */
export const servedVersions: readonly string[] = [
  'v1',
  'admissionregistration.k8s.io/v1',
  'apiextensions.k8s.io/v1',
  'apiregistration.k8s.io/v1',
  'apps/v1',
  'authentication.k8s.io/v1',
  'authorization.k8s.io/v1',
  'autoscaling/v1',
  'autoscaling/v2',
  'batch/v1',
  'certificates.k8s.io/v1',
  'coordination.k8s.io/v1',
  'discovery.k8s.io/v1',
  'events.k8s.io/v1',
  'flowcontrol.apiserver.k8s.io/v1',
  'networking.k8s.io/v1',
  'node.k8s.io/v1',
  'policy/v1',
  'rbac.authorization.k8s.io/v1',
  'resource.k8s.io/v1',
  'scheduling.k8s.io/v1',
  'storage.k8s.io/v1',
  'gateway.networking.k8s.io/v1',
  'monitoring.coreos.com/v1',
  'monitoring.coreos.com/v1alpha1',
  'autoscaling.k8s.io/v1',
  'opentelemetry.io/v1alpha1',
  'opentelemetry.io/v1beta1',
];

/** Version of Kubernetes whose API the types describe. */
export const API_VERSION = '1.36';
