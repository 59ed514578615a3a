import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { identityOf } from './identityOf';
import { test as portalTest } from './portalPage';

const GUEST = 'guest';

/** A test in which several people use the portal; the ones after it are the guest's again. */
export const test = portalTest.extend<{
  /**
   * A page of a browser of its own in which somebody of `examples/org.yaml` is signed in. Pages that were opened
   * before stay whose they are until they are loaded anew.
   *
   * @param name - `amara.okafor`
   */
  signInAs: (name: string) => Promise<Page>;
}>({
  signInAs: async ({ browser, page }, provide) => {
    const contexts: BrowserContext[] = [];
    await provide(async name => {
      await decideWhoSignsIn(page, name);
      const context = await browser.newContext();
      contexts.push(context);
      return context.newPage();
    });
    // Left open, their pages would go on asking the portal.
    for (const context of contexts) {
      await context.close();
    }
    await decideWhoSignsIn(page, GUEST);
  },
});

/**
 * The example portal signs in whoever its configuration names, without a click, and looks for changes of that. One that
 * comes while it reads the one before escapes it: the file is written until the portal knows what it says.
 */
async function decideWhoSignsIn(page: Page, name: string): Promise<void> {
  const ref = `user:default/${name}`;
  const file = join(process.env.LAKEHOUSE_PORTAL_DATA ?? '', 'signed-in.yaml');
  const known = async () => (await identityOf(page))?.identity.userEntityRef;
  await expect(async () => {
    writeFileSync(
      file,
      `auth: { providers: { guest: { userEntityRef: '${ref}' } } }\n`,
    );
    await expect.poll(known, { timeout: 5_000 }).toBe(ref);
  }).toPass({ timeout: 60_000 });
}
