import type { Data } from '../data.ts';

const SUBDOMAIN = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';
const group = { type: 'string', maxLength: 253, pattern: `^$|${SUBDOMAIN}` };
const kind = { type: 'string', minLength: 1, maxLength: 63, pattern: '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$' };
const name = { type: 'string', minLength: 1, maxLength: 253 };
const namespace = { type: 'string', minLength: 1, maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' };
const port = { type: 'integer', minimum: 1, maximum: 65_535 };
const sectionName = { ...name, pattern: SUBDOMAIN };
const weight = { type: 'integer', minimum: 0, maximum: 1_000_000 };

const object = (properties: Data, required: readonly string[] = []): Data => ({ type: 'object', properties, required });
const list = (items: Data, maxItems: number, minItems = 0): Data => ({ type: 'array', items, minItems, maxItems });

/**
 * TCPRoute and UDPRoute, which have the same form and which the package with the other types does not know in v1.
 * Source: https://gateway-api.sigs.k8s.io/reference/spec/, November 2026.
 */
export const routeSchema: Data = object(
  {
    spec: object(
      {
        parentRefs: list(object({ group, kind, name, namespace, port, sectionName }, ['name']), 32),
        useDefaultGateways: { type: 'string', enum: ['All', 'None'] },
        rules: list(
          object(
            {
              name: sectionName,
              backendRefs: list(object({ group, kind, name, namespace, port, weight }, ['name']), 16, 1),
            },
            ['backendRefs'],
          ),
          1,
          1,
        ),
      },
      ['rules'],
    ),
    status: { type: 'object' },
  },
  ['spec'],
);
