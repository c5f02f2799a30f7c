/** Code of a service whose spans follow the context through everything that is asynchronous; it runs in the lab and in Node alike. */
export const CONTEXT_CODE = `
import { trace, context, SpanStatusCode } from '@opentelemetry/api';
import { AsyncLocalStorage } from 'node:async_hooks';
import { start } from './start.js';

const store = new AsyncLocalStorage();
const tracer = start();
const span = (name, action) =>
  tracer.startActiveSpan(name, async (one) => {
    try {
      return await action(one);
    } catch (problem) {
      one.setStatus({ code: SpanStatusCode.ERROR, message: problem.message });
      throw problem;
    } finally {
      one.end();
    }
  });
const leaf = (name) => tracer.startSpan(name).end();

async function* numbers(shop) {
  for (let number = 0; number < 3; number++) {
    await shop.sleep(1);
    yield number;
  }
}

class Cart {
  #items = [];
  async add(shop, item) {
    await shop.sleep(2);
    this.#items.push(item);
    leaf('added ' + item);
    return this;
  }
  get size() {
    return this.#items.length;
  }
}

export default (shop) => ({
  'GET /checkout': () =>
    span('request', async () => {
      await span('awaits', async () => {
        await shop.sleep(3);
        leaf('after await');
        await null;
        leaf('after await of nothing');
        const value = (await Promise.resolve(1)) + (await Promise.resolve(2));
        leaf('sum ' + value);
      });
      await Promise.all(
        ['a', 'b', 'c'].map((name, index) =>
          span('parallel ' + name, async () => {
            await shop.sleep(9 - 3 * index);
            leaf('in ' + name);
            await shop.sleep(1);
            leaf('late in ' + name);
          }),
        ),
      );
      leaf('after all');
      await span('then', () =>
        shop.sleep(1).then(() => {
          leaf('in then');
          return shop.sleep(1);
        }).then(() => leaf('in second then')).finally(() => leaf('in finally')),
      );
      await span('timer', () => new Promise((resolve) => setTimeout(() => { leaf('in timer'); resolve(); }, 2)));
      await span('microtask', () => new Promise((resolve) => queueMicrotask(() => { leaf('in microtask'); resolve(); })));
      await span('iteration', async () => {
        for await (const number of numbers(shop)) leaf('number ' + number);
        for await (const name of ['x', 'y'].map((name) => shop.sleep(1).then(() => name))) leaf('name ' + name);
        leaf('after iteration');
      });
      try {
        await span('fails', async () => {
          await shop.sleep(1);
          throw new Error('no');
        });
      } catch {
        leaf('caught');
        await shop.sleep(1);
        leaf('after catch');
      }
      await Promise.race([span('winner', () => shop.sleep(1)), span('loser', async () => { await shop.sleep(4); leaf('loser goes on'); })]);
      leaf('after race');
      const bound = context.bind(context.active(), () => leaf('bound'));
      await context.with(trace.deleteSpan(context.active()), async () => {
        await shop.sleep(1);
        leaf('outside');
        bound();
      });
      const cart = await span('cart', async () => (await (await new Cart().add(shop, 'lamp')).add(shop, 'chair')));
      await store.run({ user: 'ada' }, async () => {
        await shop.sleep(1);
        leaf('user ' + store.getStore().user);
        store.exit(() => leaf('without user ' + store.getStore()));
        await store.run({ user: 'grace' }, () => shop.sleep(1));
        leaf('user again ' + store.getStore().user);
      });
      leaf('no user ' + store.getStore());
      const snapshot = await span('snapshot', async () => AsyncLocalStorage.snapshot());
      snapshot(() => leaf('in snapshot'));
      await shop.sleep(6);
      return { size: cart.size };
    }),
});
`;
