import type { Call } from '../call.ts';
import { groupVersion, type Resource } from '../client/discovery.ts';
import { schemasOf } from '../explain/schema.ts';
import { Explainer } from '../explain/text.ts';
import type { Command } from './command.ts';

/** The resource and the path of fields of `deployments.apps.spec.strategy`. @throws Error for a resource that there is not */
async function parse(call: Call, argument: string): Promise<{ resource: Resource; path: string[] }> {
  const mapper = await call.client.mapper();
  const [first = '', ...rest] = argument.split('.');
  const best = mapper.byName(first.replace(/\[.*$/, '').toLowerCase());
  const fields = rest.join('.');
  const named = mapper.resources.find(
    ({ name, group }) => name === best.name && group !== '' && (fields === group || fields.startsWith(`${group}.`)),
  );
  const path = (named ? fields.slice(named.group.length + 1) : fields).split('.').filter(Boolean);
  if (/[[\]]/.test(argument)) throw new Error('invalid jsonpath syntax, first node must be field node');
  return { resource: named ?? best, path };
}

/** `kubectl explain` (k8s.io/kubectl/pkg/explain/v2). */
export const explain: Command = {
  async run(call) {
    const { flags, words } = call;
    const [argument, ...more] = words;
    if (argument === undefined) {
      throw new Error(
        'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
      );
    }
    if (more.length > 0) throw new Error('We accept only this format: explain RESOURCE\n');
    const found = await parse(call, argument);
    const { path } = found;
    let { resource } = found;
    const output = flags.text('output');
    if (output === 'plaintext-openapiv2') {
      throw new Error(
        "the practice cluster's kubectl explains from OpenAPI v3 only; leave --output out to see the same fields",
      );
    }
    const version = flags.text('api-version');
    if (version !== '') {
      const mapper = await call.client.mapper();
      const other = mapper.resources.find((one) => groupVersion(one) === version && one.name === resource.name);
      if (!other) throw new Error(`couldn't find resource for "${version}, Resource=${resource.name}"`);
      resource = other;
    }
    if (output !== 'plaintext') throw new Error(`unrecognized format: ${output}`);
    const schemas = await schemasOf(call, resource);
    const group = resource.group === '' ? '' : `GROUP:      ${resource.group}\n`;
    call.out(`${group}KIND:       ${resource.kind}\nVERSION:    ${resource.version}\n\n`);
    const text = new Explainer(schemas, flags.is('recursive')).at(path);
    if (text === '') throw new Error(`field ${JSON.stringify(path.at(-1))} does not exist`);
    call.out(`${text}\n`);
  },
};
