import { afterAll, beforeAll, expect, test } from 'vitest';
import { PracticePage } from '../helpers/practice-page.ts';
import { eventually } from '../helpers/screen.ts';
import { openSite, type Site } from '../helpers/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

test('the shop runs in the practice cluster of the page: broken Services are repaired, and the page shows products', async () => {
  const lab = new PracticePage(
    await site.open('lessons/services-and-dns/', { viewport: { width: 1440, height: 900 } }),
  );
  await lab.open();
  expect(await lab.run('kubectl exec shell -- wget -qO- -T 5 http://shop-web:8080')).toContain(
    "bad address 'shop-web'",
  );
  await lab.run(
    "sed -i -e 's/{app: api}/{app: shop-api}/' -e 's/, tier: data//' services.yaml; kubectl expose deploy shop-web --port=8080 --target-port=http",
  );
  await lab.run('kubectl apply -f services.yaml');
  await lab.wait('kubectl rollout status deploy/shop-api');
  expect(await lab.run('kubectl exec shell -- wget -qO- -T 5 http://shop-web:8080')).toContain('Green tea: 4.50');
  expect(await lab.run('kubectl logs -l app=shop-db')).toContain('shop-db listens on port 7070 as uid 65532');
  await eventually(() => lab.done()).toContain('repair-the-live-shop');
  await lab.run(
    "sed -i -e 's/{part-of: shop}/{app: shop-api}/' -e 's/targetPort: database/targetPort: db/' services.yaml",
  );
  await lab.run('kubectl apply -f services.yaml');
  await lab.wait('kubectl rollout status deploy/shop-api -n shop-test');
  await eventually(() => lab.done()).toContain('repair-the-test-shop');
  // All of it is done again after the page was loaded anew, and the programs are where they were.
  await lab.page.reload();
  await lab.ready();
  expect(await lab.done()).toEqual(expect.arrayContaining(['repair-the-live-shop', 'repair-the-test-shop']));
  expect(await lab.run('kubectl exec shell -- wget -qO- -T 5 http://shop-web:8080')).toContain('Green tea: 4.50');
});
