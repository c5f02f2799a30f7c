import type { Histogram } from '../promql/histogram/histogram.ts';
import { nativeHistogram } from './native.ts';
import { orderMetrics } from './orders.ts';
import { ExpositionText, type Pairs } from './text.ts';
import { BOUNDS, type Stream, streamsOf } from './traffic.ts';
import type { Wave } from './wave.ts';
import { processStart, residentBytes, type World, waveOf } from './world.ts';

/** What is built into the processes: one of the api runs a newer version already. */
export const BUILDS: Readonly<Record<string, { version: string; commit: string }>> = {
  'shop-web-1': { version: '2.3.1', commit: '9f1c2ab' },
  'shop-web-2': { version: '2.3.1', commit: '9f1c2ab' },
  'shop-api-1': { version: '1.4.2', commit: '51de07c' },
  'shop-api-2': { version: '1.5.0', commit: 'c80b6e4' },
};

const CPU_SECONDS_PER_REQUEST = 0.004;
const IDLE_CPU = 0.006;
/** All of a machine's counters begin before what is looked at, in milliseconds. */
const BEFORE_MS = 20 * 86_400_000;

const sumOf = (streams: readonly Stream[], value: (stream: Stream) => number): number =>
  streams.reduce((total, stream) => total + value(stream), 0);

/** Streams that have something in common, and the labels that say what. */
interface Together {
  pairs: Pairs;
  streams: readonly Stream[];
}

/** Streams whose answers count as one series. */
function answeredBy(streams: readonly Stream[]): Together[] {
  const groups = Map.groupBy(streams, ({ route, kind: { method, code } }) => `${method} ${route} ${code}`);
  return [...groups.values()].map((group) => {
    const { route, kind } = group[0] as Stream;
    return { pairs: { method: kind.method, route, code: kind.code }, streams: group };
  });
}

/** Streams of one route, with the labels of its histogram. */
interface Route extends Together {
  buckets: readonly { pairs: Pairs; bound: number }[];
  /** Labels of the bucket that holds all. */
  all: Pairs;
}

function routesOf(streams: readonly Stream[]): Route[] {
  return [...Map.groupBy(streams, ({ route }) => route)].map(([route, group]) => ({
    pairs: { route },
    streams: group,
    buckets: BOUNDS.map((bound) => ({ pairs: { route, le: String(bound) }, bound })),
    all: { route, le: '+Inf' },
  }));
}

/** A process of the shop, web or api, and what it tells of itself. */
export class ShopProcess {
  readonly pod: string;
  readonly streams: readonly Stream[];
  private readonly world: World;
  private readonly flow: Wave;
  private readonly answered: readonly Together[];
  private readonly routes: readonly Route[];

  constructor(world: World, pod: string) {
    this.world = world;
    this.pod = pod;
    this.streams = streamsOf(world, pod);
    this.answered = answeredBy(this.streams);
    this.routes = routesOf(this.streams);
    this.flow = waveOf(world, `flow ${pod}`, { day: 0.1, noise: 0.4 });
  }

  get isApi(): boolean {
    return this.pod.startsWith('shop-api');
  }

  /** Seconds of a processor that it has used since it began. */
  cpuSeconds(time: number): number {
    return this.cpuSince(processStart(this.world, this.pod, time), time);
  }

  /** Seconds of a processor that it and those before it have used since the shop's history began. */
  usedSinceBegin(time: number): number {
    return this.cpuSince(this.world.begin - BEFORE_MS, time);
  }

  /** Bytes that it holds in memory. */
  resident(time: number): number {
    return residentBytes(this.world, this.pod, time);
  }

  private cpuSince(start: number, time: number): number {
    const segments = this.world.faults.segments(start, time);
    const requests = this.streams.reduce((sum, stream) => sum + stream.count(segments), 0);
    return IDLE_CPU * ((time - start) / 1000) + CPU_SECONDS_PER_REQUEST * requests;
  }

  /** Requests that it is working on at a time. */
  inFlight(time: number): number {
    const mean = this.streams.reduce((sum, stream) => sum + stream.rate(time) * stream.meanDelay(time), 0);
    return Math.max(0, Math.round(mean * this.flow.at(time) + 0.3));
  }

  private traffic(text: ExpositionText, time: number): void {
    const segments = this.world.faults.segments(processStart(this.world, this.pod, time), time);
    const counts = this.answered.map(({ pairs, streams }): [Pairs, number] => [
      pairs,
      sumOf(streams, (stream) => stream.count(segments)),
    ]);
    text.metric('http_requests_total', 'counter', 'Requests that were answered.', counts);
    const samples = this.routes.flatMap(({ pairs, buckets, all: every, streams }): [Pairs, number, string][] => {
      const all = sumOf(streams, (stream) => stream.count(segments));
      return [
        ...buckets.map((bucket): [Pairs, number, string] => [
          bucket.pairs,
          sumOf(streams, (stream) => stream.count(segments, bucket.bound)),
          '_bucket',
        ]),
        [every, all, '_bucket'],
        [pairs, sumOf(streams, (stream) => stream.seconds(segments)), '_sum'],
        [pairs, all, '_count'],
      ];
    });
    text.metric('http_request_duration_seconds', 'histogram', 'Seconds that requests took.', samples);
  }

  /** Native histograms of how long requests took, which it gives to whoever asks for them. */
  histograms(time: number): { name: string; labels: Pairs; value: Histogram }[] {
    const segments = this.world.faults.segments(processStart(this.world, this.pod, time), time);
    return [...new Set(this.streams.map(({ route }) => route))].map((route) => ({
      name: 'http_request_duration_seconds',
      labels: { route },
      value: nativeHistogram(
        this.streams.filter((stream) => stream.route === route),
        segments,
      ),
    }));
  }

  /** What stands on /metrics at a time in milliseconds. */
  metrics(time: number): string {
    const text = new ExpositionText();
    this.traffic(text, time);
    text.one('http_requests_in_flight', 'gauge', 'Requests that are being worked on.', this.inFlight(time));
    text.metric('shop_build_info', 'gauge', 'What the process was built from; always 1.', [
      [BUILDS[this.pod] ?? {}, 1],
    ]);
    if (this.isApi) orderMetrics(text, { world: this.world, pod: this.pod, streams: this.streams }, time);
    else {
      const level = this.streams.reduce((sum, stream) => sum + stream.rate(time), 0);
      text.one('shop_sessions', 'gauge', 'Customers who are signed in.', Math.round(level * 11 * this.flow.at(time)));
    }
    const start = processStart(this.world, this.pod, time);
    text.one('process_start_time_seconds', 'gauge', 'When the process began, in seconds since 1970.', start / 1000);
    text.one('process_cpu_seconds_total', 'counter', 'Seconds of processors that were used.', this.cpuSeconds(time));
    text.one('process_resident_memory_bytes', 'gauge', 'Memory that is held.', this.resident(time));
    return text.toString();
  }
}
