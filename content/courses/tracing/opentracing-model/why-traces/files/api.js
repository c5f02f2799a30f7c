import { ask, serve, step } from './telemetry.js';

export default (shop) => {
  async function findDiscount(user) {
    await shop.sleep(45);
    return user === 'ada' ? 0.1 : 0;
  }

  return {
    'POST /checkout': serve('POST /checkout', async ({ body }) => {
      await shop.work(3);
      await ask(shop, 'http://stock/reserve', body);
      const discount = await findDiscount(body.user);
      const order = { ...body, discount };
      const response = await shop.fetch('http://payment/pay', { method: 'POST', body: JSON.stringify(order) });
      if (!response.ok) throw new Error(`payment answered ${response.status}`);
      return response.json();
    }),
  };
};
