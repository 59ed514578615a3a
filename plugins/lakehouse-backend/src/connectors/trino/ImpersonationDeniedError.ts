import { CatalogAccessDeniedError } from '@lakehouse-portal/catalogs';
import type { ImpersonationRule } from '@lakehouse-portal/trino';

/** Trino does not let the one who authenticates act for the user of the connection, or for the person who looks. */
export class ImpersonationDeniedError extends CatalogAccessDeniedError {
  /** @param rule - Of Trino's access control, the one that is missing; absent where Trino does not say who and for whom. */
  constructor(message: string, readonly rule: ImpersonationRule | undefined) {
    super(message);
  }
}

/** What whoever looks after Trino can do about it. */
export function impersonationAdvice(
  rule: ImpersonationRule | undefined,
): string {
  return `Trino's access control has to allow it; with a file of rules (security.config-file), this one is missing in its list "impersonation": ${JSON.stringify(
    rule ?? { original_user: '<who authenticates>', new_user: '<user>' },
  )}`;
}
