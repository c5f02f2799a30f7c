import { z } from 'zod';
import { textSchema } from './common.ts';
import { FIRST_CONTEXT } from './lab-context.ts';
import { posixProblem } from './posix-pattern.ts';

const nodeSchema = z.strictObject({
  name: z.enum(['control-plane', 'worker', 'worker2']).describe('Name of the node in the practice cluster.'),
  labels: z.record(z.string(), z.string()).default({}).describe('Labels that it gets in addition.'),
  taints: z.array(textSchema).default([]).describe('Taints that it gets, such as gpu=yes:NoSchedule.'),
});

const quantity = z
  .string()
  .regex(/^\d+(\.\d+)?(n|u|m|k|M|G|Ki|Mi|Gi)?$/, { error: 'a quantity such as 500m, 2 or 64Mi' });

const loadSchema = z.strictObject({
  metrics: z
    .boolean()
    .default(true)
    .describe(
      'The cluster has a metrics server: "kubectl top" works, and autoscalers scale. It has none if load is left out.',
    ),
  pods: z
    .array(
      z.strictObject({
        selector: textSchema.describe('Label selector of the Pods.'),
        namespace: textSchema.optional().describe('Only in this namespace; in each if it is left out.'),
        cpu: quantity.optional().describe('Processor time that they need.'),
        memory: quantity.optional().describe('Memory that each uses.'),
        shared: z
          .boolean()
          .default(true)
          .describe('The processor time is that of all of them in a namespace together: more replicas, less for each.'),
      }),
    )
    .default([])
    .describe('Pods that have something to do. A learner changes it with the program "load".'),
});

/** What lies beside the files of a lab in its archive. */
const OWN_FILES = ['README.md', 'NOTICE.txt', 'check.sh', 'start.sh'];

/** What kind writes as the name of a cluster's context. @see https://kind.sigs.k8s.io/docs/user/quick-start/#interacting-with-your-cluster */
const contextSchema = z.string().regex(/^kind-[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, {
  error: 'kind- and the name of a cluster in small letters, digits, dots and hyphens, such as kind-east',
});

/** The state of one cluster. */
const state = {
  namespace: textSchema.optional().describe('Namespace of the lab: it is made, and becomes that of the context.'),
  namespaces: z
    .array(textSchema)
    .default([])
    .describe('Further namespaces of the lab; manifests in "apply" say themselves to which they belong.'),
  apply: z.array(textSchema).default([]).describe('Manifests of the lesson that are applied before the lab begins.'),
  faults: z
    .array(textSchema)
    .default([])
    .describe(
      'Manifests of the lesson that are applied once all of that runs: what has gone wrong before the learner comes.',
    ),
  drawn: z
    .array(
      z
        .strictObject({
          count: z.int().min(1).max(6).describe('How many of them are drawn.'),
          of: z.array(textSchema).min(2).max(12).describe('Manifests of the lesson, one for each fault.'),
        })
        .refine(({ count, of }) => count < of.length, { error: 'fewer of them than there are' }),
    )
    .max(3)
    .default([])
    .describe(
      'Faults of which some are drawn by the seed of an attempt. Each holds only what it changes: objects that are there are patched with it, others are made.',
    ),
  images: z
    .array(textSchema)
    .default([])
    .describe(
      'Images that the nodes hold, as after "kind load". Nothing else can be pulled from a registry that does not exist.',
    ),
  nodes: z.array(nodeSchema).default([]).describe('What is special about nodes.'),
  load: loadSchema.optional().describe('What Pods have to do, for labs about metrics and autoscalers.'),
};

/** A cluster of a lab beside its first. */
const furtherSchema = z.strictObject({
  context: contextSchema.describe('Its context in the learner\u2019s kubeconfig; on a machine of one\u2019s own, too.'),
  ...state,
});

/** In how many ways faults may be drawn: start.sh knows each of them. */
const MOST_FORMS = 1000;

/** In how many ways some of a list can be drawn. */
const ways = ({ count, of }: { count: number; of: readonly string[] }): number =>
  Array.from({ length: count }).reduce<number>((product, _, index) => (product * (of.length - index)) / (index + 1), 1);

/** How many clusters a lab has at most: each has three nodes, and all of them run in one page. */
const MOST_CLUSTERS = 4;

/** The state in which a lab begins in the practice cluster, as data: the same is made on a cluster of one's own. */
export const startSchema = z
  .strictObject({
    context: contextSchema
      .optional()
      .describe('Context of the cluster, for labs with several; kind-lab if it is left out.'),
    ...state,
    contexts: z
      .array(z.string().regex(/^[A-Za-z0-9._:@*-]+$/, { error: 'a name of a context; * stands for anything' }))
      .default([])
      .describe(
        'Contexts of clusters of one’s own for which the scripts of the lab are meant, beside the usual ones such as kind-*.',
      ),
    files: z
      .array(
        textSchema.refine((name) => !OWN_FILES.includes(name), {
          error: `not ${OWN_FILES.join(', ')}: lab.zip has files of these names`,
        }),
      )
      .default([])
      .describe('Files of the lesson that lie in the learner’s folder.'),
    further: z
      .array(furtherSchema)
      .min(1)
      .max(MOST_CLUSTERS - 1)
      .optional()
      .describe('Further clusters of the lab, each with a context of its own. The first one is the current one.'),
  })
  .superRefine(({ context = FIRST_CONTEXT, drawn, further = [] }, problems) => {
    const forms = [...drawn, ...further.flatMap((one) => one.drawn)].reduce((product, one) => product * ways(one), 1);
    if (forms > MOST_FORMS)
      problems.addIssue({
        code: 'custom',
        path: ['drawn'],
        message: `fewer faults: they can be drawn in ${forms} ways, and ${MOST_FORMS} are the most, of all clusters together`,
      });
    const known = new Set([context]);
    further.forEach((one, index) => {
      if (known.has(one.context))
        problems.addIssue({
          code: 'custom',
          path: ['further', index, 'context'],
          message: `a context of its own: "${one.context}" is that of a cluster before it`,
        });
      known.add(one.context);
    });
  });

/** Where a condition looks. */
const context = textSchema
  .optional()
  .describe('Context of the cluster that it is about, whichever is the current one; the first if it is left out.');
/** Which object or objects a condition is about. */
const target = {
  context,
  resource: textSchema.describe(
    'Kind of the object, such as Deployment; a kind of a group: Gateway.gateway.networking.k8s.io.',
  ),
  name: textSchema.optional().describe('Name of the object; or use selector.'),
  selector: textSchema
    .optional()
    .describe('Label selector: the condition must hold for every match, and there is one.'),
  namespace: textSchema.optional().describe('Namespace of the object; that of the lab if it is left out.'),
};
const message = textSchema.describe('What is to be seen, as one sentence to the learner: "Four Pods run version 1.2."');
const pattern = z.string().refine((text) => posixProblem(text) === undefined, {
  error: ({ input }) => `a regular expression of POSIX (ERE): ${posixProblem(String(input))}`,
});

/** Ways to compare a text; quantities are compared as quantities, so that "100m" and "0.1" are equal. */
const comparison = {
  equals: z.string().optional().describe('The value, as text.'),
  oneOf: z.array(z.string()).min(1).optional().describe('The values that are right.'),
  matches: pattern.optional().describe('A regular expression of POSIX (ERE) that the whole of it meets.'),
  atLeast: z.union([z.string(), z.number()]).optional().describe('The least number or quantity.'),
  atMost: z.union([z.string(), z.number()]).optional().describe('The greatest number or quantity.'),
};
const COMPARISONS = Object.keys(comparison);

const oneTarget = [
  (condition: object) => 'name' in condition !== 'selector' in condition,
  { error: 'either "name" or "selector", and not both' },
] as const;
const compares = [
  (condition: object) => COMPARISONS.some((name) => name in condition),
  { error: `with one of these, which say what the value should be: ${COMPARISONS.join(', ')}` },
] as const;

/** One thing that holds when a task is done. */
export const conditionSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('value'),
      ...target,
      path: textSchema.describe('JSONPath into the object, such as {.status.readyReplicas}.'),
      ...comparison,
      anyOrder: z.boolean().default(false).describe('The order of several values means nothing.'),
      message,
    })
    .refine(...oneTarget)
    .refine(...compares),
  z.strictObject({ kind: z.literal('exists'), ...target, message }).refine(...oneTarget),
  z.strictObject({ kind: z.literal('absent'), ...target, message }).refine(...oneTarget),
  z
    .strictObject({
      kind: z.literal('kept'),
      ...target,
      isKept: z
        .boolean()
        .default(true)
        .describe('Whether it is. If not, at least one of the objects of the beginning is gone.'),
      message,
    })
    .describe('The object is still the one of the beginning: it was repaired, not deleted and made anew.')
    .refine(...oneTarget),
  z
    .strictObject({
      kind: z.literal('count'),
      context,
      resource: target.resource,
      selector: target.selector,
      namespace: target.namespace,
      path: textSchema.optional().describe('JSONPath: only objects in which it gives "value" count.'),
      value: z.string().optional().describe('What the path gives in the objects that count.'),
      atLeast: z.int().min(0).optional().describe('The least number of them.'),
      atMost: z.int().min(0).optional().describe('The greatest number of them.'),
      message,
    })
    .refine((condition) => condition.atLeast !== undefined || condition.atMost !== undefined, {
      error: 'with atLeast, atMost, or both',
    }),
  z.strictObject({
    kind: z.literal('can'),
    context,
    verb: textSchema.describe('What somebody wants to do, such as list.'),
    resource: textSchema.describe('To what, such as pods or deployments.apps/scale.'),
    name: textSchema.optional().describe('Name of the object, if it is about one.'),
    namespace: target.namespace,
    as: textSchema.describe('Who: a user, or system:serviceaccount:NAMESPACE:NAME.'),
    isAllowed: z.boolean().describe('Whether it is allowed.'),
    message,
  }),
  z
    .strictObject({
      kind: z.literal('log'),
      context,
      name: textSchema.optional().describe('Name of the Pod; or use selector.'),
      selector: target.selector,
      namespace: target.namespace,
      container: textSchema.optional().describe('Container, if the Pod has several.'),
      matches: pattern.describe('A regular expression of POSIX (ERE) that a line meets.'),
      message,
    })
    .refine(...oneTarget),
  z
    .strictObject({
      kind: z.literal('reaches'),
      context,
      name: textSchema.optional().describe('Name of the Pod that asks; or use selector.'),
      selector: textSchema.optional().describe('Label selector: each Pod that matches, and there is one.'),
      namespace: target.namespace,
      to: z
        .string()
        .regex(/^[A-Za-z0-9.:_-]+:\d+$/, { error: 'a host and a port, such as shop-api.shop:8080' })
        .describe('Host and port, such as shop-api.shop:8080: names are looked up as in the Pod.'),
      isReached: z.boolean().default(true).describe('Whether something answers there.'),
      message,
    })
    .describe('A Pod reaches a port, or does not. Judged in the practice cluster only.')
    .refine(...oneTarget),
  z
    .strictObject({
      kind: z.literal('file'),
      path: textSchema.describe('Path in the learner’s folder.'),
      matches: pattern.describe('A regular expression of POSIX (ERE) that a line meets.'),
      message,
    })
    .describe('Judged in the practice cluster only.'),
  z
    .strictObject({
      kind: z.literal('output'),
      context: context.describe(
        'Context that is the current one while it runs; in a lab with several clusters the first if it is left out.',
      ),
      run: textSchema.describe('Command line, run in the learner’s folder; it must change nothing.'),
      ...comparison,
      message,
    })
    .describe('Judged in the practice cluster only.')
    .refine(...compares),
]);

export type LabStart = z.infer<typeof startSchema>;
export type FurtherCluster = z.infer<typeof furtherSchema>;
export type LabCondition = z.infer<typeof conditionSchema>;
