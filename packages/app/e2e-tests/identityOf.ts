import type { Page } from '@playwright/test';

/** Somebody who is signed in, and what proves it to the back end. */
export interface PortalIdentity {
  token: string;
  identity: { userEntityRef: string };
}

/**
 * Who the portal would sign in if it were opened now.
 *
 * @returns undefined while it signs nobody in, as after a change of its configuration.
 */
export async function identityOf(
  page: Page,
): Promise<PortalIdentity | undefined> {
  const answer = await page.request.get(
    '/api/auth/guest/refresh?env=development',
    { headers: { 'X-Requested-With': 'XMLHttpRequest' } },
  );
  if (!answer.ok()) {
    return undefined;
  }
  const { backstageIdentity } = (await answer.json()) as {
    backstageIdentity?: PortalIdentity;
  };
  return backstageIdentity;
}
