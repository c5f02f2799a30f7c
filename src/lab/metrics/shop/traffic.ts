import type { Fault } from '../../../curriculum/schema/lab-monitoring.ts';
import type { Segment } from './faults.ts';
import type { Wave } from './wave.ts';
import { near, type World, waveOf } from './world.ts';

/** Upper bounds of the buckets of http_request_duration_seconds, in seconds. */
export const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;

/** How many seconds requests take: half of them less than `median`, spread as a log-normal distribution is. */
export interface Delay {
  median: number;
  spread: number;
}

/** The share of requests that take at most `seconds`. */
export function shareWithin({ median, spread }: Delay, seconds: number): number {
  if (seconds <= 0) return 0;
  if (seconds === Number.POSITIVE_INFINITY) return 1;
  // A logistic curve is as near to the normal one as any shop is.
  return 1 / (1 + Math.exp((-1.702 * Math.log(seconds / median)) / spread));
}

/** The mean of seconds that requests take. */
const meanOf = ({ median, spread }: Delay): number => median * Math.exp((spread * spread) / 2);

interface Kind {
  method: string;
  code: string;
  /** Requests per second of one process, when nothing is wrong. */
  perSecond: number;
  delay: Delay;
  /** These are what fails of the requests of the first kind of the route, while the fault "errors" is on. */
  isFailure?: boolean;
}

const FAST: Delay = { median: 0.012, spread: 0.6 };
const USUAL: Delay = { median: 0.045, spread: 0.7 };
const SLOW: Delay = { median: 0.14, spread: 0.6 };

/** What is asked of the shop's processes, by route; there are several kinds of the same code where some are slower. */
const ROUTES: Readonly<Record<'web' | 'api', Readonly<Record<string, readonly Kind[]>>>> = {
  web: {
    '/': [{ method: 'GET', code: '200', perSecond: 9, delay: FAST }],
    '/products': [
      { method: 'GET', code: '200', perSecond: 6, delay: USUAL },
      { method: 'GET', code: '404', perSecond: 0.25, delay: FAST },
    ],
    '/cart': [
      { method: 'GET', code: '200', perSecond: 2.2, delay: USUAL },
      { method: 'POST', code: '302', perSecond: 0.9, delay: SLOW },
    ],
  },
  api: {
    '/api/products': [
      { method: 'GET', code: '200', perSecond: 7, delay: FAST },
      { method: 'GET', code: '200', perSecond: 1.2, delay: SLOW },
      { method: 'GET', code: '404', perSecond: 0.2, delay: FAST },
    ],
    '/api/cart': [
      { method: 'GET', code: '200', perSecond: 2.4, delay: USUAL },
      { method: 'POST', code: '201', perSecond: 1.1, delay: USUAL },
    ],
    '/api/checkout': [
      { method: 'POST', code: '201', perSecond: 1.4, delay: { median: 0.11, spread: 0.55 } },
      { method: 'POST', code: '402', perSecond: 0.09, delay: SLOW },
      { method: 'POST', code: '500', perSecond: 0.002, delay: { median: 0.03, spread: 0.5 } },
      { method: 'POST', code: '500', perSecond: 1.4, delay: { median: 0.03, spread: 0.5 }, isFailure: true },
    ],
  },
};

const CHECKOUT = '/api/checkout';
/** The share of the orders that fail while the fault "errors" is on. */
const FAILING = 0.08;

/** Requests of a segment, and how long they took. */
interface Part {
  requests: number;
  delay: Delay;
}

/** Requests of one kind to one process. */
export class Stream {
  readonly route: string;
  readonly kind: Kind;
  private readonly world: World;
  private readonly level: number;
  private readonly wave: Wave;
  /** Sums by segments that are over do not change, and are asked for at each scrape. */
  private readonly sums = new Map<string, number>();
  /** Shares within bounds, by the median: the spread of a kind is always the same. */
  private readonly shares = new Map<number, Map<number, number>>();
  /** Requests of the segments that were asked for last: the same are asked for again, for another bucket. */
  private last: { segments: readonly Segment[]; parts: readonly Part[] } | undefined;

  constructor({ world, name, route, kind }: { world: World; name: string; route: string; kind: Kind }) {
    this.world = world;
    this.route = route;
    this.kind = kind;
    this.level = kind.perSecond * near(world, name);
    this.wave = waveOf(world, name, { day: 0.35, noise: 0.3 });
  }

  /** How many times as many requests there are as usual, while faults are on. */
  private factor(faults: ReadonlySet<Fault>): number {
    const surge = faults.has('surge') ? 4 : 1;
    const isFailing = this.route === CHECKOUT && faults.has('errors');
    if (this.kind.isFailure) return isFailing ? surge * FAILING : 0;
    return isFailing ? surge * (1 - FAILING) : surge;
  }

  private delay(faults: ReadonlySet<Fault>): Delay {
    const { median, spread } = this.kind.delay;
    if (this.route === CHECKOUT && faults.has('latency')) return { median: median * 8, spread };
    return { median: median * (faults.has('surge') ? 1.5 : 1), spread };
  }

  /** Requests of each segment, and how long they took. */
  private parts(segments: readonly Segment[]): readonly Part[] {
    if (this.last?.segments !== segments) {
      const parts = segments.map((one, index) => ({
        requests: index < segments.length - 1 ? this.requestsOver(one) : this.requests(one),
        delay: this.delay(one.faults),
      }));
      this.last = { segments, parts };
    }
    return this.last.parts;
  }

  /** Requests of a segment that is over. */
  private requestsOver(segment: Segment): number {
    const key = `${segment.from} ${segment.to}`;
    const sum = this.sums.get(key) ?? this.requests(segment);
    if (this.sums.size > 100) this.sums.clear();
    this.sums.set(key, sum);
    return sum;
  }

  private requests({ from, to, faults }: Segment): number {
    return this.level * this.factor(faults) * this.wave.between(from, to);
  }

  /** Requests per second at a time. */
  rate(time: number): number {
    return this.level * this.factor(this.world.faults.at(time)) * this.wave.at(time);
  }

  /** Seconds that a request takes in the mean at a time. */
  meanDelay(time: number): number {
    return meanOf(this.delay(this.world.faults.at(time)));
  }

  /**
   * Requests from the beginning of the process on; of those that took at most `within` seconds, and more than `beyond`. Whole, and never
   * fewer than before.
   */
  count(segments: readonly Segment[], within = Number.POSITIVE_INFINITY, beyond = 0): number {
    let sum = 0;
    for (const { requests, delay } of this.parts(segments))
      sum += requests * (this.share(delay, within) - this.share(delay, beyond));
    return Math.floor(sum);
  }

  /** Seconds that all of these requests took together. */
  seconds(segments: readonly Segment[]): number {
    return this.parts(segments).reduce((sum, { requests, delay }) => sum + requests * meanOf(delay), 0);
  }

  /** The share of requests within a bound: of few delays and bounds, asked for at each scrape. */
  private share(delay: Delay, seconds: number): number {
    const shares = this.shares.get(delay.median) ?? new Map<number, number>();
    this.shares.set(delay.median, shares);
    const share = shares.get(seconds) ?? shareWithin(delay, seconds);
    shares.set(seconds, share);
    return share;
  }
}

/** All that is asked of a process. */
export function streamsOf(world: World, pod: string): Stream[] {
  const routes = ROUTES[pod.startsWith('shop-web') ? 'web' : 'api'];
  return Object.entries(routes).flatMap(([route, kinds]) =>
    kinds.map(
      (kind, index) => new Stream({ world, name: `${pod} ${route} ${kind.isFailure ? 0 : index}`, route, kind }),
    ),
  );
}
