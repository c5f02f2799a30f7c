import { asList, asRecord } from '../../kubernetes/data.ts';
import { copy, group, type KubeObject, recordAt, timeText } from '../api/core/objects.ts';
import { type Client, type Controller, concernsOf, keyOf } from './framework.ts';
import { Recorder } from './recorder.ts';

/** How often an autoscaler looks at what it scales. */
const PERIOD_MS = 15_000;

type Condition = Record<string, unknown>;

/**
 * Scales workloads into the bounds of their autoscalers. The practice cluster has no metrics server, as most clusters at their beginning: what
 * rests on metrics fails as it does there.
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/
 */
export function autoscalerController(client: Client): Controller {
  const scalers = client.resource('autoscaling', 'horizontalpodautoscalers');
  const recorder = new Recorder(client.server, 'horizontal-pod-autoscaler');
  const due = new Map<string, number>();
  return {
    name: 'horizontal-pod-autoscaler',
    concerns: concernsOf(scalers),
    reconcile(key) {
      const scaler = client.find(scalers, key.namespace, key.name);
      if (!scaler) return undefined;
      const { uid } = scaler.metadata;
      const now = client.now();
      const next = due.get(uid);
      // The first look comes after one period, as the controller's queue has it.
      if (next === undefined || next > now) {
        if (next === undefined) due.set(uid, now + PERIOD_MS);
        return next === undefined ? PERIOD_MS : undefined;
      }
      due.set(uid, now + PERIOD_MS);
      look(scaler);
      return PERIOD_MS;
    },
  };

  function look(scaler: KubeObject): void {
    const spec = recordAt(scaler, 'spec');
    const reference = recordAt(spec, 'scaleTargetRef');
    const status = copy(asRecord(scaler.status)) as Record<string, unknown>;
    const conditions = [...asList(status.conditions)] as Condition[];
    const note = (type: string, value: 'True' | 'False', reason: string, message: string): void => {
      const index = conditions.findIndex((one) => one.type === type);
      const old = conditions[index];
      const lastTransitionTime = old?.status === value ? old.lastTransitionTime : timeText(client.now());
      const made = { lastTransitionTime, message, reason, status: value, type };
      if (index < 0) conditions.push(made);
      else conditions[index] = made;
    };
    const write = (): void => {
      status.conditions = conditions;
      client.writeStatus(scalers, scaler, status);
    };
    const [apiGroup = ''] = String(reference.apiVersion).includes('/') ? String(reference.apiVersion).split('/') : [''];
    const resource = client.server.catalog.ofKind(apiGroup, String(reference.kind));
    const target = resource && client.find(resource, scaler.metadata.namespace ?? '', String(reference.name));
    if (!resource || !target) {
      const plural = resource ? `${resource.plural}${apiGroup === '' ? '' : `.${apiGroup}`}` : String(reference.kind);
      const problem = resource
        ? `${plural} "${String(reference.name)}" not found`
        : `no matches for kind "${String(reference.kind)}" in group "${apiGroup}"`;
      recorder.event(scaler, 'Warning', 'FailedGetScale', problem);
      const text = `the HPA controller was unable to get the target's current scale: ${problem}`;
      note('AbleToScale', 'False', 'FailedGetScale', text);
      write();
      return;
    }
    const current = Number(recordAt(target, 'spec').replicas ?? 1);
    const least = Number(spec.minReplicas ?? 1);
    const most = Number(spec.maxReplicas);
    status.currentReplicas = Number(recordAt(target, 'status').replicas ?? 0);
    const rescale = (wanted: number, reason: string): void => {
      client.change(resource, keyOf(target), (object) => {
        group(object, 'spec').replicas = wanted;
        return true;
      });
      recorder.event(scaler, 'Normal', 'SuccessfulRescale', `New size: ${wanted}; reason: ${reason}`);
      const text = `the HPA controller was able to update the target scale to ${wanted}`;
      note('AbleToScale', 'True', 'SucceededRescale', text);
      status.desiredReplicas = wanted;
      status.lastScaleTime = timeText(client.now());
    };
    if (current === 0 && least !== 0) {
      note('AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale");
      const text = 'scaling is disabled since the replica count of the target is zero';
      note('ScalingActive', 'False', 'ScalingDisabled', text);
      status.desiredReplicas = 0;
    } else if (current > most) rescale(most, 'Current number of replicas above Spec.MaxReplicas');
    else if (current < least) rescale(least, 'Current number of replicas below Spec.MinReplicas');
    else {
      note('AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale");
      withoutMetrics(scaler, note);
      status.desiredReplicas = Number(status.desiredReplicas ?? 0);
    }
    write();
  }

  function withoutMetrics(
    scaler: KubeObject,
    note: (type: string, value: 'True' | 'False', reason: string, message: string) => void,
  ): void {
    const [metric] = asList(recordAt(scaler, 'spec').metrics);
    const name = String(recordAt(metric, 'resource').name ?? 'cpu');
    const why = 'the server could not find the requested resource (get pods.metrics.k8s.io)';
    const text = `failed to get ${name} utilization: unable to get metrics for resource ${name}: unable to fetch metrics from resource metrics API: ${why}`;
    recorder.event(scaler, 'Warning', 'FailedGetResourceMetric', text);
    const whole = `invalid metrics (1 invalid out of ${asList(recordAt(scaler, 'spec').metrics).length}), first error is: failed to get ${name} resource metric value: ${text}`;
    recorder.event(scaler, 'Warning', 'FailedComputeMetricsReplicas', whole);
    const long = `the HPA was unable to compute the replica count: ${text}`;
    note('ScalingActive', 'False', 'FailedGetResourceMetric', long);
  }
}
