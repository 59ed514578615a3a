import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Browser, type Page } from '@playwright/test';

/**
 * A page of a browser of its own in which somebody of `examples/org.yaml` is signed in. The example portal signs in
 * whoever its configuration names, without a click, and looks for changes of that.
 *
 * @param name - `amara.okafor`; pages that were opened before stay whose they are until they are loaded anew.
 */
export async function signInAs(browser: Browser, name: string): Promise<Page> {
  const ref = `user:default/${name}`;
  writeFileSync(
    join(process.env.LAKEHOUSE_PORTAL_DATA ?? '', 'signed-in.yaml'),
    `auth: { providers: { guest: { userEntityRef: '${ref}' } } }\n`,
  );
  const page = await (await browser.newContext()).newPage();
  await expect
    .poll(
      async () => {
        const answer = await page.request.get(
          '/api/auth/guest/refresh?env=development',
          { headers: { 'X-Requested-With': 'XMLHttpRequest' } },
        );
        return (
          (await answer.json()) as {
            backstageIdentity?: { identity: { userEntityRef: string } };
          }
        ).backstageIdentity?.identity.userEntityRef;
      },
      { timeout: 30_000 },
    )
    .toBe(ref);
  return page;
}
