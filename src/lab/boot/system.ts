import type { KubeObject } from '../api/core/objects.ts';
import type { Catalog } from '../api/resources/catalog.ts';
import { groupVersion } from '../api/resources/resource.ts';
import { timeText } from '../time/text.ts';

/** Parts of the control plane whose health the API server tells. */
const COMPONENTS = ['etcd-0', 'scheduler', 'controller-manager'] as const;

const PRIORITY_LEVELS = `catch-all Limited 5
exempt Exempt
global-default Limited 20 128 6 50
leader-election Limited 10 16 4 50
node-high Limited 40 64 6 50
system Limited 30 64 6 50
workload-high Limited 40 128 6 50
workload-low Limited 100 128 6 50`;

const FLOWS = `exempt exempt 1
probes exempt 2
system-leader-election leader-election 100 ByUser
system-node-high node-high 400 ByUser
system-nodes system 500 ByUser
kube-controller-manager workload-high 800 ByNamespace
kube-scheduler workload-high 800 ByNamespace
kube-system-service-accounts workload-high 900 ByNamespace
service-accounts workload-low 9000 ByUser
global-default global-default 9900 ByUser
catch-all catch-all 10000 ByUser`;

const rows = (text: string): string[][] => text.split('\n').map((line) => line.split(' '));

type Draft = Record<string, unknown> & { metadata: Record<string, unknown> };

/**
 * What the API server itself keeps of its own state: health of components, the groups that it serves, and how it shares itself out among those who ask.
 * @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/
 */
export function systemObjects(
  catalog: Catalog,
  now: number,
  uniqueId: () => string,
): [bucket: string, object: KubeObject][] {
  const moment = timeText(now);
  const flow = 'flowcontrol.apiserver.k8s.io';
  const drafts: [string, Draft][] = [
    ...COMPONENTS.map((name): [string, Draft] => [
      '/componentstatuses',
      {
        apiVersion: 'v1',
        kind: 'ComponentStatus',
        metadata: { name },
        conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }],
      },
    ]),
    ...[...new Set(catalog.all().map(groupVersion))]
      .filter((served) => !served.startsWith('apiregistration.'))
      .map((served): [string, Draft] => {
        const [group = '', version = ''] = served.includes('/') ? served.split('/') : ['', served];
        return [
          'apiregistration.k8s.io/apiservices',
          {
            apiVersion: 'apiregistration.k8s.io/v1',
            kind: 'APIService',
            metadata: {
              name: `${version}.${group}`,
              labels: { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' },
            },
            spec: { group, version, groupPriorityMinimum: group === '' ? 18000 : 17000, versionPriority: 15 },
            status: {
              conditions: [
                {
                  type: 'Available',
                  status: 'True',
                  lastTransitionTime: moment,
                  reason: 'Local',
                  message: 'Local APIServices are always available',
                },
              ],
            },
          },
        ];
      }),
    ...rows(PRIORITY_LEVELS).map(([name, type, shares, queues, handSize, limit]): [string, Draft] => [
      `${flow}/prioritylevelconfigurations`,
      {
        apiVersion: `${flow}/v1`,
        kind: 'PriorityLevelConfiguration',
        metadata: { name, generation: 1 },
        spec:
          type === 'Exempt'
            ? { type, exempt: { nominalConcurrencyShares: 0, lendablePercent: 0 } }
            : {
                type,
                limited: {
                  nominalConcurrencyShares: Number(shares),
                  limitResponse:
                    queues === undefined
                      ? { type: 'Reject' }
                      : {
                          type: 'Queue',
                          queuing: {
                            queues: Number(queues),
                            handSize: Number(handSize),
                            queueLengthLimit: Number(limit),
                          },
                        },
                },
              },
      },
    ]),
    ...rows(FLOWS).map(([name, level, precedence, method]): [string, Draft] => [
      `${flow}/flowschemas`,
      {
        apiVersion: `${flow}/v1`,
        kind: 'FlowSchema',
        metadata: { name, generation: 1 },
        spec: {
          priorityLevelConfiguration: { name: level },
          matchingPrecedence: Number(precedence),
          ...(method === undefined ? {} : { distinguisherMethod: { type: method } }),
        },
        status: {
          conditions: [
            {
              type: 'Dangling',
              status: 'False',
              lastTransitionTime: moment,
              reason: 'Found',
              message: `This FlowSchema references the PriorityLevelConfiguration object named "${level}" and it exists`,
            },
          ],
        },
      },
    ]),
  ];
  return drafts.map(([bucket, draft]) => [
    bucket,
    { ...draft, metadata: { uid: uniqueId(), creationTimestamp: moment, ...draft.metadata } } as unknown as KubeObject,
  ]);
}
