import type { Data } from '../data.ts';

const text = { type: 'string' };
const object = (properties: Data, required: readonly string[] = []): Data => ({
  type: 'object',
  properties: { apiVersion: text, kind: text, ...properties },
  required,
});

/** Schemas of configuration files whose types are in no package that could be read; each with its reference, November 2026. */
export const writtenSchemas: Readonly<Record<string, Data>> = {
  // https://kubernetes.io/docs/reference/access-authn-authz/abac/
  'abac.authorization.kubernetes.io/v1beta1 Policy': object(
    {
      spec: {
        type: 'object',
        properties: {
          user: text,
          group: text,
          readonly: { type: 'boolean' },
          apiGroup: text,
          namespace: text,
          resource: text,
          nonResourcePath: text,
        },
      },
    },
    ['spec'],
  ),
  // https://kubernetes.io/docs/tasks/administer-cluster/controller-manager-leader-migration/
  'controllermanager.config.k8s.io/v1 LeaderMigrationConfiguration': object(
    {
      leaderName: text,
      resourceLock: text,
      controllerLeaders: {
        type: 'array',
        items: { type: 'object', properties: { name: text, component: text }, required: ['name', 'component'] },
      },
    },
    ['leaderName', 'controllerLeaders'],
  ),
};
