import { asList, asRecord, asTexts, at, type Data, isSet } from '../../../kubernetes/data.ts';
import { requestContents } from '../client/certificate-request.ts';
import { humanDuration } from '../time.ts';
import type { Describer } from './describer.ts';
import { goList, labelsText, longTime, type Page, text } from './page.ts';

/** A rule of access with one group, one resource and all verbs of it. */
interface Rule {
  group: string;
  resource: string;
  names: readonly string[];
  urls: readonly string[];
  verbs: string[];
}

/** Rules taken apart to single verbs and put together again (`BreakdownRule` and `CompactRules` of k8s.io/kubectl/pkg/util/rbac). */
function compact(rules: readonly Data[]): Rule[] {
  const urls: Rule[] = [];
  const simple = new Map<string, Rule>();
  for (const rule of rules) {
    const verbs = asTexts(rule.verbs);
    const names = asTexts(rule.resourceNames);
    for (const group of asTexts(rule.apiGroups)) {
      for (const resource of asTexts(rule.resources)) {
        for (const verb of verbs) {
          for (const name of names.length > 0 ? names : [undefined]) {
            const key = JSON.stringify([group, resource, name]);
            const known = simple.get(key);
            if (!known)
              simple.set(key, { group, resource, names: name === undefined ? [] : [name], urls: [], verbs: [verb] });
            else if (!known.verbs.includes(verb)) known.verbs.push(verb);
          }
        }
      }
    }
    for (const url of asTexts(rule.nonResourceURLs))
      for (const verb of verbs) urls.push({ group: '', resource: '', names: [], urls: [url], verbs: [verb] });
  }
  return [...urls, ...simple.values()];
}

/** How Go prints a rule: rules are sorted by it. */
function ruleText({ group, resource, names, urls, verbs }: Rule): string {
  const list = (values: readonly string[]): string => `[${values.join(' ')}]`;
  const isUrl = urls.length > 0;
  return (
    `&PolicyRule{Verbs:${list(verbs)},APIGroups:${isUrl ? '[]' : list([group])},Resources:${isUrl ? '[]' : list([resource])},` +
    `ResourceNames:${list(names)},NonResourceURLs:${list(urls)},}`
  );
}

function resourceText({ group, resource }: Rule): string {
  const [name = '', ...sub] = resource.split('/');
  const whole = group === '' ? name : `${name}.${group}`;
  return sub.length > 0 ? `${whole}/${sub.join('/')}` : whole;
}

/** A Role or ClusterRole. */
export const role: Describer = (page, object) => {
  page.head(object, { isNamespaced: false });
  page.line(0, 'PolicyRule:');
  page.line(1, 'Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs');
  page.line(1, '---------', '-----------------', '--------------', '-----');
  const rules = compact(asList(object.rules)).map((rule) => ({ rule, order: ruleText(rule) }));
  rules.sort((one, other) => (one.order < other.order ? -1 : one.order > other.order ? 1 : 0));
  for (const { rule } of rules)
    page.line(1, resourceText(rule), goList(rule.urls), goList(rule.names), goList(rule.verbs));
};

/** A RoleBinding or ClusterRoleBinding. */
export const binding: Describer = (page, object) => {
  page.head(object, { isNamespaced: false });
  page.line(0, 'Role:');
  page.pair(1, 'Kind', at(object, 'roleRef', 'kind'));
  page.pair(1, 'Name', at(object, 'roleRef', 'name'));
  page.line(0, 'Subjects:');
  page.line(1, 'Kind', 'Name', 'Namespace');
  page.line(1, '----', '----', '---------');
  for (const { kind, name, namespace } of asList(object.subjects))
    page.line(1, text(kind), text(name), text(namespace));
};

/** A ServiceAccount. */
export const serviceAccount: Describer = async (page, object, around) => {
  const title = 'Image pull secrets:';
  const secrets = asList(object.imagePullSecrets);
  page.head(object);
  if (secrets.length === 0) page.line(0, title, '<none>');
  for (const [index, { name }] of secrets.entries())
    page.line(0, index === 0 ? title : ' '.repeat(title.length), text(name));
  await around.events(page, object);
};

function writeList(page: Page, title: string, values: readonly string[]): void {
  if (values.length > 0) page.write(0, `\t${title}:\t${values.join('\n\t\t')}\n`);
}

function requestStatus(object: Data): string {
  const types = asList(at(object, 'status', 'conditions')).map(({ type }) => type);
  const decision = types.includes('Denied') ? 'Denied' : types.includes('Approved') ? 'Approved' : 'Pending';
  const issued = text(at(object, 'status', 'certificate')) === '' ? '' : ',Issued';
  return `${decision}${types.includes('Failed') ? ',Failed' : ''}${issued}`;
}

/** A request for a certificate. */
export const certificateRequest: Describer = async (page, object, around) => {
  const { name, labels, annotations, creationTimestamp } = asRecord(object.metadata);
  const spec = asRecord(object.spec);
  const request = requestContents(text(spec.request));
  page.pair(0, 'Name', name);
  page.pair(0, 'Labels', labelsText(labels));
  page.pair(0, 'Annotations', labelsText(annotations));
  page.pair(0, 'CreationTimestamp', longTime(creationTimestamp));
  page.pair(0, 'Requesting User', spec.username);
  if (spec.signerName) page.pair(0, 'Signer', spec.signerName);
  if (isSet(spec.expirationSeconds))
    page.pair(0, 'Requested Duration', humanDuration(Number(spec.expirationSeconds) * 1000));
  page.pair(0, 'Status', requestStatus(object));
  page.line(0, 'Subject:');
  page.line(0, '', 'Common Name:', request.commonName);
  page.line(0, '', 'Serial Number:', request.serialNumber);
  for (const [title, values] of request.subject) writeList(page, title, values);
  if (request.names.some(([, values]) => values.length > 0)) page.line(0, 'Subject Alternative Names:');
  for (const [title, values] of request.names) writeList(page, title, values);
  await around.events(page, object);
};
