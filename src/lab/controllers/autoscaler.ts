import { Part } from '../time/part.ts';
import type { Autoscaling } from './autoscaling/look.ts';
import { type Client, type Controller, concernsOf } from './framework.ts';

/** What autoscalers calculate; it comes with the request that makes the first of them. */
export const autoscaling = new Part('autoscaling', () => import('./autoscaling/look.ts'));

/** How often an autoscaler looks at what it scales. */
const PERIOD_MS = 15_000;

/**
 * Scales workloads as their autoscalers say.
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/
 */
export function autoscalerController(client: Client): Controller {
  const scalers = client.resource('autoscaling', 'horizontalpodautoscalers');
  const due = new Map<string, number>();
  let scaling: Autoscaling | undefined;
  return {
    name: 'horizontal-pod-autoscaler',
    concerns: concernsOf(scalers),
    reconcile(key) {
      const scaler = client.find(scalers, key.namespace, key.name);
      if (!scaler) {
        scaling?.forget(`${key.namespace}/${key.name}`);
        return undefined;
      }
      const { uid } = scaler.metadata;
      const now = client.now();
      const next = due.get(uid);
      // The first look comes after one period, as the controller's queue has it.
      if (next === undefined || next > now) {
        if (next === undefined) due.set(uid, now + PERIOD_MS);
        return next === undefined ? PERIOD_MS : undefined;
      }
      due.set(uid, now + PERIOD_MS);
      scaling ??= new autoscaling.here.Autoscaling(client);
      scaling.look(scaler);
      return PERIOD_MS;
    },
  };
}
