import { asList, asRecord } from '../../../kubernetes/data.ts';
import { Aggregate } from '../errors.ts';
import type { Found } from '../resources/info.ts';
import type { Command } from './command.ts';
import { amounts, labelSelector } from './create-rest.ts';
import { parsePairs, resourcesAndPairs } from './label.ts';
import { changeContainers, checkLocal, fits, setAll, setDryRun, setTargets, withPodSpec } from './set-common.ts';
import { setEnv } from './set-env.ts';

const image: Command = {
  async run(call) {
    const { flags } = call;
    const dryRun = setDryRun(call);
    const { resources, pairs } = resourcesAndPairs(call.words, 'image');
    const invalid = pairs.filter((pair) => pair.indexOf('=') <= 0);
    if (invalid.length > 0) throw new Error(`invalid image format: ${invalid.join(', ')}`);
    const images = Object.entries(parsePairs(pairs, 'image').set);
    const { infos, error } = await setTargets(call, resources);
    if (error) throw error;
    const errors: Error[] = [];
    if (flags.is('all') && flags.text('selector') !== '')
      errors.push(new Error('cannot set --all and --selector at the same time'));
    if (images.length === 0) errors.push(new Error('at least one image update is required'));
    else if (images.length > 1 && images.some(([name]) => name === '*')) {
      errors.push(
        new Error(
          'all containers are already specified by *, but saw more than one container_name=container_image pairs',
        ),
      );
    }
    if (errors.length > 0) throw new Aggregate(errors);
    checkLocal(call, dryRun);
    await setAll(call, infos, dryRun, {
      operation: 'image updated',
      failure: 'failed to patch image update to pod template: ',
      change: (object, problems) =>
        withPodSpec(object, (before) => {
          let spec = before;
          for (const [name, text] of images) {
            const found = changeContainers(
              spec,
              (one) => name === '*' || one === name,
              (container) => ({ ...container, image: text }),
            );
            spec = found.spec;
            if (found.count === 0)
              problems.push(new Error(`error: unable to find container named ${JSON.stringify(name)}`));
          }
          return spec;
        }),
    });
  },
};

const resources: Command = {
  async run(call) {
    const { flags } = call;
    const dryRun = setDryRun(call);
    const { infos, error } = await setTargets(call, call.words);
    if (error) throw error;
    checkLocal(call, dryRun);
    if (flags.is('all') && flags.text('selector') !== '')
      throw new Error('cannot set --all and --selector at the same time');
    const [limits, requests] = [flags.text('limits'), flags.text('requests')];
    if (limits === '' && requests === '')
      throw new Error('you must specify an update to requests or limits (in the form of --requests/--limits)');
    const change = { limits: amounts(limits), requests: amounts(requests) };
    const pattern = flags.text('containers');
    await setAll(call, infos, dryRun, {
      operation: 'resource requirements updated',
      failure: 'failed to patch resources update to pod template ',
      change: (object, problems) => {
        let count = 0;
        const changed = withPodSpec(object, (before) => {
          const found = changeContainers(before, fits(pattern), (container) => {
            const known = asRecord(container.resources);
            const merged = { ...known } as Record<string, unknown>;
            for (const field of ['limits', 'requests'] as const) {
              if (change[field]) merged[field] = { ...asRecord(known[field]), ...change[field] };
            }
            return { ...container, resources: merged };
          });
          count = found.count;
          return found.spec;
        });
        if (count > 0) return changed;
        problems.push(new Error(`error: unable to find container named ${pattern}`));
        return undefined;
      },
    });
  },
};

const serviceaccount: Command = {
  async run(call) {
    const dryRun = setDryRun(call);
    checkLocal(call, dryRun);
    if (call.words.length === 0) throw new Error('serviceaccount is required');
    const name = call.words.at(-1) ?? '';
    const { infos, error } = await setTargets(call, call.words.slice(0, -1));
    if (error) throw error;
    await setAll(call, infos, dryRun, {
      operation: 'serviceaccount updated',
      alwaysTells: true,
      failure: 'failed to patch ServiceAccountName ',
      change: (object) =>
        withPodSpec(object, (spec) => ({
          ...spec,
          serviceAccountName: name,
          ...(spec.serviceAccount === undefined ? {} : { serviceAccount: name }),
        })),
    });
  },
};

const selector: Command = {
  async run(call) {
    const dryRun = setDryRun(call);
    checkLocal(call, dryRun);
    const text = call.words.at(-1);
    if (text === undefined) throw new Error('one selector is required');
    const wanted = labelSelector(text);
    const { infos, error } = await setTargets(call, call.words.slice(0, -1));
    if (error) throw error;
    const version = call.flags.text('resource-version');
    for (const info of infos) {
      if (info.object?.kind !== 'Service') throw new Error('setting a selector is only supported for Services');
      if (wanted.matchExpressions) {
        const shown = asList(wanted.matchExpressions).map(
          ({ key, operator, values }) =>
            `{${String(key)} ${String(operator)} [${Array.isArray(values) ? values.join(' ') : ''}]}`,
        );
        throw new Error(`match expression [${shown.join(' ')}] not supported on this object`);
      }
    }
    await setAll(call, infos, dryRun, {
      operation: 'selector updated',
      alwaysTells: true,
      failure: '',
      change: (object) => ({
        ...object,
        metadata: { ...asRecord(object.metadata), ...(version === '' ? {} : { resourceVersion: version }) },
        spec: { ...asRecord(object.spec), selector: asRecord(wanted.matchLabels) },
      }),
    });
  },
};

const GROUP = 'rbac.authorization.k8s.io';

const subject: Command = {
  async run(call) {
    const { flags } = call;
    const dryRun = setDryRun(call);
    const { infos, error } = await setTargets(call, call.words);
    if (error) throw error;
    checkLocal(call, dryRun);
    if (flags.is('all') && flags.text('selector') !== '')
      throw new Error('cannot set --all and --selector at the same time');
    const [users, groups, accounts] = ['user', 'group', 'serviceaccount'].map((flag) =>
      [...new Set(flags.list(flag))].sort(),
    ) as [string[], string[], string[]];
    if (users.length + groups.length + accounts.length === 0)
      throw new Error('you must specify at least one value of user, group or serviceaccount');
    const added: Record<string, unknown>[] = [
      ...users.map((name) => ({ kind: 'User', apiGroup: GROUP, name })),
      ...groups.map((name) => ({ kind: 'Group', apiGroup: GROUP, name })),
      ...accounts.map((text) => {
        const parts = text.split(':');
        if (parts.length !== 2 || parts[1] === '') throw new Error('serviceaccount must be <namespace>:<name>');
        if (parts[0] === '' && infos.some(({ object }) => object?.kind === 'ClusterRoleBinding')) {
          throw new Error('serviceaccount must be <namespace>:<name>, namespace must be specified');
        }
        return { kind: 'ServiceAccount', name: parts[1], namespace: parts[0] || call.namespace().name };
      }),
    ];
    const isSame = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean =>
      ['kind', 'apiGroup', 'name', 'namespace'].every((field) => (a[field] ?? '') === (b[field] ?? ''));
    await setAll(call, infos, dryRun, {
      operation: 'subjects updated',
      failure: 'failed to patch subjects to rolebinding: ',
      change: (object): Found | undefined => {
        if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') {
          throw new Error('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
        }
        const known = asList(object.subjects);
        const fresh = added.filter((one) => !known.some((other) => isSame(one, other)));
        return fresh.length === 0 ? undefined : { ...object, subjects: [...known, ...fresh] };
      },
    });
  },
};

/** Commands below `kubectl set` (k8s.io/kubectl/pkg/cmd/set). */
export const set: Readonly<Record<string, Command>> = {
  'set image': image,
  'set resources': resources,
  'set serviceaccount': serviceaccount,
  'set selector': selector,
  'set subject': subject,
  'set env': setEnv,
};
