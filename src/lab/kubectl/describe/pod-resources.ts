import { asList, asRecord, at, type Data, isSet } from '../../../kubernetes/data.ts';
import { parseQuantity, type Quantity } from '../print/quantity.ts';
import { text } from './page.ts';

/** Quantities by the names of resources. */
export type Resources = ReadonlyMap<string, Quantity>;

type Field = 'requests' | 'limits';

function read(value: unknown): Map<string, Quantity> {
  const found = new Map<string, Quantity>();
  for (const [name, quantity] of Object.entries(asRecord(value))) {
    const parsed = parseQuantity(text(quantity));
    if (parsed) found.set(name, parsed);
  }
  return found;
}

function sum(first: Resources, second: Resources): Map<string, Quantity> {
  const total = new Map(first);
  for (const [name, quantity] of second) {
    const known = total.get(name);
    total.set(name, known ? { ...known, nanos: known.nanos + quantity.nanos } : quantity);
  }
  return total;
}

function larger(first: Resources, second: Resources): Map<string, Quantity> {
  const most = new Map(first);
  for (const [name, quantity] of second) {
    const known = most.get(name);
    if (!known || quantity.nanos > known.nanos) most.set(name, quantity);
  }
  return most;
}

/** What a Pod needs: its containers together, or what its beginning needs if that is more, and its overhead (k8s.io/component-helpers/resource). */
function total(pod: Data, field: Field): Resources {
  const spec = asRecord(pod.spec);
  const ofContainer = (container: Data): Map<string, Quantity> => read(at(container, 'resources', field));
  let running = asList(spec.containers).map(ofContainer).reduce(sum, new Map<string, Quantity>());
  let restartable = new Map<string, Quantity>();
  let beginning = new Map<string, Quantity>();
  for (const container of asList(spec.initContainers)) {
    const own = ofContainer(container);
    if (container.restartPolicy === 'Always') {
      running = sum(running, own);
      restartable = sum(restartable, own);
      beginning = larger(beginning, restartable);
    } else {
      beginning = larger(beginning, sum(own, restartable));
    }
  }
  let all = larger(running, beginning);
  for (const [name, quantity] of read(at(spec, 'resources', field))) all = new Map(all).set(name, quantity);
  if (!isSet(spec.overhead)) return all;
  const overhead = read(spec.overhead);
  if (field === 'requests') return sum(all, overhead);
  return sum(all, new Map([...overhead].filter(([name]) => all.has(name))));
}

/** What a Pod asks for. */
export function requestsOf(pod: Data): Resources {
  return total(pod, 'requests');
}

/** What a Pod may use at most. */
export function limitsOf(pod: Data): Resources {
  return total(pod, 'limits');
}
