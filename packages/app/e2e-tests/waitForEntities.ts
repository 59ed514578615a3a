import { expect, type Page } from '@playwright/test';
import { identityOf } from './identityOf';

/**
 * Waits until the software catalog has these entities: a portal that has just started knows only some of them. Their
 * pages answer 404 until then, and lists that a form has read once lack them for good. The page itself asks nothing,
 * because its console would keep each 404.
 *
 * @param refs - In full: `resource:default/retail.silver.orders`
 */
export async function waitForEntities(
  page: Page,
  ...refs: string[]
): Promise<void> {
  for (const ref of refs) {
    await expect
      .poll(() => statusOf(page, ref), {
        message: `${ref} in the software catalog`,
        timeout: 180_000,
      })
      .toBe(200);
  }
}

async function statusOf(page: Page, ref: string): Promise<number> {
  const [kind, namespace, name] = ref.split(/[:/]/);
  const who = await identityOf(page);
  const answer = await page.request.get(
    `/api/catalog/entities/by-name/${kind}/${namespace}/${name}`,
    { headers: { Authorization: `Bearer ${who?.token}` } },
  );
  return answer.status();
}
