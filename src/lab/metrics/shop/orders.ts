import type { ExpositionText, Pairs } from './text.ts';
import type { Stream } from './traffic.ts';
import { near, processStart, type World, waveOf } from './world.ts';

const POOL_MAX = 20;
/** The share of orders that are paid by card. */
const BY_CARD = 0.78;

/** What the api tells of its orders, its carts and its way to the database. */
export function orderMetrics(
  text: ExpositionText,
  { world, pod, streams }: { world: World; pod: string; streams: readonly Stream[] },
  time: number,
): void {
  const segments = world.faults.segments(processStart(world, pod, time), time);
  const checkout = streams.filter(({ route }) => route === '/api/checkout');
  const of = (code: string): number =>
    checkout.filter(({ kind }) => kind.code === code).reduce((sum, stream) => sum + stream.count(segments), 0);
  // The shares are of whole numbers that never fall, so neither do these.
  const [paid, refused] = [of('201'), of('402')];
  const byCard = Math.floor(paid * BY_CARD);
  const refusedByCard = Math.ceil(refused * 0.9);
  const orders: [Pairs, number][] = [
    [{ payment: 'card', outcome: 'paid' }, byCard],
    [{ payment: 'card', outcome: 'refused' }, refusedByCard],
    [{ payment: 'transfer', outcome: 'paid' }, paid - byCard],
    [{ payment: 'transfer', outcome: 'refused' }, refused - refusedByCard],
  ];
  text.metric('shop_orders_total', 'counter', 'Orders by payment and outcome.', orders);
  const flow = waveOf(world, `carts ${pod}`, { day: 0.3, noise: 0.25 }).at(time);
  text.one(
    'shop_cart_items',
    'gauge',
    'Things that lie in carts.',
    Math.round(180 * near(world, `carts ${pod}`) * flow),
  );
  const level = 34 * near(world, `value ${pod}`, 0.1);
  const middle = level * waveOf(world, `value ${pod}`, { day: 0.05, noise: 0.08 }).at(time);
  text.metric('shop_order_value_euros', 'summary', 'What paid orders were worth, in euros.', [
    [{ quantile: '0.5' }, Math.round(middle * 100) / 100],
    [{ quantile: '0.9' }, Math.round(middle * 260) / 100],
    [{ quantile: '0.99' }, Math.round(middle * 610) / 100],
    [{}, Math.round(paid * level * 130) / 100, '_sum'],
    [{}, paid, '_count'],
  ]);
  const busy = busyConnections(streams, time, waveOf(world, `pool ${pod}`, { day: 0, noise: 0.3 }).at(time));
  text.metric('shop_db_pool_connections', 'gauge', 'Connections to the database by state.', [
    [{ state: 'busy' }, busy],
    [{ state: 'idle' }, Math.max(0, Math.min(POOL_MAX, 8) - busy)],
  ]);
  text.one('shop_db_pool_max', 'gauge', 'The most connections to the database.', POOL_MAX);
}

function busyConnections(streams: readonly Stream[], time: number, noise: number): number {
  const waiting = streams
    .filter(({ route }) => route !== '/api/products')
    .reduce((sum, stream) => sum + stream.rate(time) * stream.meanDelay(time), 0);
  return Math.min(POOL_MAX, Math.round(1 + waiting * 3 * noise));
}
