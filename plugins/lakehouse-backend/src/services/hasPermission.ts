import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';

/** Whether somebody has a permission. */
export async function hasPermission(
  service: PermissionsService,
  credentials: BackstageCredentials,
  permission: BasicPermission,
): Promise<boolean> {
  const [decision] = await service.authorize([{ permission }], { credentials });
  return decision?.result === AuthorizeResult.ALLOW;
}
