import { asList, asRecord } from '../../../kubernetes/data.ts';
import { group, isSame, type KubeObject, recordAt } from '../../api/core/objects.ts';
import type { ApiRequest, ApiResponse } from '../../api/protocol.ts';
import type { Resource } from '../../api/resources/resource.ts';
import { type Client, keyOf } from '../../controllers/framework.ts';
import type { Listener } from '../../node/process.ts';
import type { Timer } from '../../time/clock.ts';
import { Conversations } from '../conversations.ts';
import type { Network } from '../network.ts';
import { OUTSIDE } from '../origin.ts';
import { conditionOf } from './conditions.ts';
import { throughFront } from './front.ts';
import type { Route } from './match.ts';
import { listenersFor, referenceProblem, standing, waysOf, waysOfIngress } from './routes.ts';

/** The class of Ingresses and Gateways that it serves. */
export const CLASS = 'cloud-provider-kind';
const GATEWAY = 'gateway.networking.k8s.io';
const CONTROLLER = 'kind.sigs.k8s.io/gateway-controller';
/** How often it looks what there is to do. */
const LOOK_MS = 1000;
/** The first addresses that it gives out, next to those of the nodes. */
const FIRST = 5;

const ADMINISTRATOR = { name: 'cloud-provider-kind', groups: ['system:masters'] };

/**
 * What cloud-provider-kind does beside a kind cluster: gives addresses to Services of type LoadBalancer, and serves Ingresses and Gateways of its class.
 * @see https://github.com/kubernetes-sigs/cloud-provider-kind
 */
export class Cloud {
  readonly #network: Network;
  readonly #client: Client;
  readonly #random: () => number;
  readonly #handle: (request: ApiRequest) => Promise<ApiResponse>;
  readonly #addresses = new Map<string, string>();
  readonly #listeners = new Map<string, Listener>();
  #routes = new Map<string, Route[]>();
  #revision = -1;
  #timer: Timer | undefined;

  constructor(network: Network, random: () => number, handle: (request: ApiRequest) => Promise<ApiResponse>) {
    this.#network = network;
    this.#client = network.client;
    this.#random = random;
    this.#handle = handle;
  }

  /** Makes its classes, and begins. @param definitions those of the Gateway API */
  async start(definitions: readonly object[]): Promise<void> {
    const { clock } = this.#client.server;
    for (const definition of definitions)
      await this.#create('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition);
    await clock.sleep(LOOK_MS);
    await this.#create(`/apis/${GATEWAY}/v1/gatewayclasses`, {
      apiVersion: `${GATEWAY}/v1`,
      kind: 'GatewayClass',
      metadata: { name: CLASS },
      spec: { controllerName: CONTROLLER, description: 'cloud-provider-kind gateway class' },
    });
    await this.#create('/apis/networking.k8s.io/v1/ingressclasses', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: CLASS, annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
      spec: { controller: 'kind.sigs.k8s.io/ingress-controller' },
    });
    this.#look();
  }

  /** Ends: what it has opened is closed, what it has written stays. */
  stop(): void {
    this.#timer?.cancel();
    for (const listener of this.#listeners.values()) listener.close();
    this.#listeners.clear();
    for (const address of this.#addresses.values()) this.#network.externals.delete(address);
  }

  async #create(path: string, object: object): Promise<void> {
    await this.#handle({
      method: 'POST',
      path,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(object),
      certificate: ADMINISTRATOR,
    });
  }

  #look(): void {
    const { store, clock } = this.#client.server;
    if (store.revision !== this.#revision) {
      this.#routes = new Map();
      this.#balance();
      this.#gateways();
      this.#ingresses();
      this.#revision = store.revision;
    }
    this.#timer = clock.after(LOOK_MS, () => this.#look());
  }

  #list(plural: string): KubeObject[] {
    const resource = this.#resource(plural);
    return resource ? this.#client.list(resource) : [];
  }

  #resource(plural: string): Resource | undefined {
    return this.#client.server.catalog.find(GATEWAY, 'v1', plural);
  }

  #addressOf(key: string): string {
    let address = this.#addresses.get(key);
    if (address === undefined) {
      address = `${this.#network.prefix}.${FIRST + this.#addresses.size}`;
      this.#addresses.set(key, address);
    }
    this.#network.externals.add(address);
    return address;
  }

  #setStatus(resource: Resource, object: KubeObject, change: (status: Record<string, unknown>) => void): void {
    const before = recordAt(object, 'status');
    this.#client.change(
      resource,
      keyOf(object),
      (made) => {
        change(group(made, 'status'));
        return !isSame(before, made.status);
      },
      'status',
    );
  }

  /** Services that want to be reached from outside get an address, at which all their ports are open. */
  #balance(): void {
    const services = this.#client.resource('', 'services');
    for (const service of this.#client.list(services)) {
      const { type, ports, loadBalancerClass } = recordAt(service, 'spec');
      if (type !== 'LoadBalancer' || loadBalancerClass !== undefined) continue;
      const address = this.#addressOf(service.metadata.uid);
      this.#setStatus(services, service, (status) => {
        status.loadBalancer = { ingress: [{ ip: address, ipMode: 'Proxy' }] };
      });
      const talk = new Conversations(this.#network, OUTSIDE);
      const node = this.#network.addressOf('worker') ?? '';
      for (const { port, nodePort } of asList(ports))
        this.#open(address, Number(port), (request) => talk.request(node, Number(nodePort), request));
    }
  }

  #open(address: string, port: number, serve: Parameters<Network['doors']['open']>[2]['serve']): void {
    const key = `${address}:${port}`;
    if (this.#listeners.has(key) || !serve) return;
    const listener = this.#network.doors.open(address, port, { serve });
    if (listener !== 'in use') this.#listeners.set(key, listener);
  }

  /** Opens a door at which routes are followed. */
  #front(address: string, port: number, routes: readonly Route[]): void {
    const key = `${address}:${port}`;
    this.#routes.set(key, [...(this.#routes.get(key) ?? []), ...routes]);
    const talk = new Conversations(this.#network, { kind: 'node', name: 'front', address });
    this.#open(address, port, (request, peer) =>
      throughFront(this.#client, talk, this.#random, this.#routes.get(key) ?? [], request, peer),
    );
  }

  #gateways(): void {
    const classes = this.#resource('gatewayclasses');
    const gateways = this.#resource('gateways');
    const resource = this.#resource('httproutes');
    if (!classes || !gateways || !resource) return;
    const own = this.#client.list(classes).filter(({ spec }) => asRecord(spec).controllerName === CONTROLLER);
    for (const one of own)
      this.#setStatus(classes, one, (status) => {
        status.conditions = [
          this.#say(
            one,
            asList(status.conditions),
            'Accepted',
            true,
            'Accepted',
            'GatewayClass is accepted by this controller.',
          ),
        ];
      });
    const names = new Set(own.map(({ metadata }) => metadata.name));
    const served = this.#list('gateways').filter(({ spec }) => names.has(String(asRecord(spec).gatewayClassName)));
    const routes = this.#client.list(resource);
    const attached = new Map<string, number>();
    for (const route of routes) this.#attach(resource, route, served, attached);
    for (const gateway of served) {
      const address = this.#addressOf(gateway.metadata.uid);
      const listeners = asList(recordAt(gateway, 'spec').listeners);
      for (const { port } of listeners) this.#front(address, Number(port), []);
      this.#setStatus(gateways, gateway, (status) => {
        const before = asList(status.conditions);
        status.addresses = [{ type: 'IPAddress', value: address }];
        status.conditions = [
          this.#say(gateway, before, 'Accepted', true, 'Accepted', 'Gateway is accepted'),
          this.#say(gateway, before, 'Programmed', true, 'Programmed', 'Envoy configuration updated successfully'),
        ];
        status.listeners = listeners.map(({ name }) => {
          const old = asList(asList(status.listeners).find((one) => one.name === name)?.conditions);
          return {
            name,
            supportedKinds: [{ group: GATEWAY, kind: 'HTTPRoute' }],
            attachedRoutes: attached.get(`${gateway.metadata.uid} ${String(name)}`) ?? 0,
            conditions: [
              this.#say(gateway, old, 'Accepted', true, 'Accepted', 'Listener is valid'),
              this.#say(gateway, old, 'Programmed', true, 'Programmed', 'Listener is programmed'),
              this.#say(gateway, old, 'ResolvedRefs', true, 'ResolvedRefs', 'All references resolved'),
            ],
          };
        });
      });
    }
  }

  #say(...facts: Parameters<typeof conditionOf> extends [number, ...infer Rest] ? Rest : never) {
    return conditionOf(this.#client.now(), ...facts);
  }

  /** Looks where a route may be attached, and says so in its status. */
  #attach(resource: Resource, route: KubeObject, served: readonly KubeObject[], attached: Map<string, number>): void {
    const namespace = route.metadata.namespace ?? '';
    const parents = asList(recordAt(route, 'spec').parentRefs).flatMap((reference) => {
      const { name, namespace: other = namespace } = reference;
      const gateway = served.find(({ metadata }) => metadata.name === name && metadata.namespace === other);
      if (!gateway) return [];
      const listeners = listenersFor(gateway, reference);
      const stands = listeners.map((listener) => ({
        listener,
        stand: standing(this.#client, gateway, listener, route),
      }));
      const ways = stands.flatMap(({ listener, stand }) =>
        'hosts' in stand ? [{ listener, hosts: stand.hosts }] : [],
      );
      for (const { listener, hosts } of ways) {
        const key = `${gateway.metadata.uid} ${String(listener.name)}`;
        attached.set(key, (attached.get(key) ?? 0) + 1);
        this.#front(this.#addressOf(gateway.metadata.uid), Number(listener.port), waysOf(route, hosts));
      }
      const refused = stands.map(({ stand }) => ('refused' in stand ? stand.refused : undefined));
      const reason =
        ways.length > 0
          ? 'Accepted'
          : (refused.find((one) => one === 'NotAllowedByListeners') ?? refused[0] ?? 'NoMatchingParent');
      return [{ reference, reason }];
    });
    const problem = referenceProblem(this.#client, route);
    if (parents.length === 0) return;
    this.#setStatus(resource, route, (status) => {
      const old = asList(status.parents);
      const others = old.filter(({ controllerName }) => controllerName !== CONTROLLER);
      status.parents = [
        ...others,
        ...parents.map(({ reference, reason }) => {
          const before = asList(old.find((one) => isSame(one.parentRef, reference))?.conditions);
          const isAccepted = reason === 'Accepted';
          return {
            parentRef: reference,
            controllerName: CONTROLLER,
            conditions: [
              this.#say(
                route,
                before,
                'Accepted',
                isAccepted,
                reason,
                isAccepted ? 'Route is accepted.' : 'No listener of the Gateway takes the route.',
              ),
              this.#say(
                route,
                before,
                'ResolvedRefs',
                !problem,
                problem?.reason ?? 'ResolvedRefs',
                problem?.message ?? 'All references resolved',
              ),
            ],
          };
        }),
      ];
    });
  }

  /** All Ingresses of a namespace have one door. */
  #ingresses(): void {
    const ingresses = this.#client.resource('networking.k8s.io', 'ingresses');
    for (const ingress of this.#client.list(ingresses)) {
      if (recordAt(ingress, 'spec').ingressClassName !== CLASS) continue;
      const address = this.#addressOf(`ingress ${ingress.metadata.namespace}`);
      this.#front(address, 80, waysOfIngress(this.#client, ingress));
      this.#setStatus(ingresses, ingress, (status) => {
        status.loadBalancer = { ingress: [{ ip: address }] };
      });
    }
  }
}
