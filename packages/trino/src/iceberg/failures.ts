import {
  type TrinoError,
  TrinoForbiddenError,
  TrinoQueryError,
} from '../errors';

const MISSING = new Set(['TABLE_NOT_FOUND', 'SCHEMA_NOT_FOUND']);

/** Trino refuses the one who asks: the table may well be there. */
export function isAccessDenied(error: unknown): error is TrinoQueryError {
  return (
    error instanceof TrinoQueryError && error.errorName === 'PERMISSION_DENIED'
  );
}

/**
 * Trino refuses to let the one who authenticates act for another user: as HTTP 403 where it is asked, as a failed query where
 * the statement is already taken (476).
 */
export function isImpersonationDenied(error: unknown): error is TrinoError {
  return (
    (isAccessDenied(error) && /cannot impersonate/i.test(error.trinoMessage)) ||
    (error instanceof TrinoForbiddenError &&
      /cannot impersonate/i.test(error.message))
  );
}

/** A rule of Trino's file-based access control, in its list `impersonation`; both are regular expressions. */
export interface ImpersonationRule {
  original_user: string;
  new_user: string;
}

/**
 * The rule whose absence Trino tells of.
 *
 * @returns Undefined where nothing of the kind is refused, or Trino does not say who was to act for whom.
 */
export function missingImpersonationRule(
  error: unknown,
): ImpersonationRule | undefined {
  if (!isImpersonationDenied(error)) return undefined;
  const text =
    error instanceof TrinoQueryError ? error.trinoMessage : error.message;
  const [, principal, user] =
    /User (\S+) cannot impersonate user (\S+)/.exec(text) ?? [];
  return user === undefined
    ? undefined
    : { original_user: literally(principal), new_user: literally(user) };
}

/** A regular expression that matches this name and no other. */
function literally(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** There is no such table or schema. A missing catalog is a mistake in the configuration, not this. */
export function isMissingTable(error: unknown): error is TrinoQueryError {
  return error instanceof TrinoQueryError && MISSING.has(error.errorName);
}
