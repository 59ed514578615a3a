import {
  CatalogAccessDeniedError,
  CatalogAuthenticationError,
  CatalogConfigurationError,
  CatalogResponseError,
  CatalogUnavailableError,
} from '@lakehouse-portal/catalogs';
import {
  isAccessDenied,
  isImpersonationDenied,
  missingImpersonationRule,
  TrinoAuthenticationError,
  TrinoConfigurationError,
  TrinoConnectionError,
  TrinoError,
  TrinoForbiddenError,
  TrinoLimitError,
  TrinoQueryError,
} from '@lakehouse-portal/trino';
import {
  impersonationAdvice,
  ImpersonationDeniedError,
} from './ImpersonationDeniedError';

/** The error of Trino as those of other catalogs are, so that the portal tells refusal, absence and failure apart. */
export function toCatalogError(error: unknown): unknown {
  if (!(error instanceof TrinoError)) {
    return error;
  }
  const { message } = error;
  // Not narrowed by it: what it does not recognise is an error of Trino all the same.
  const cannotImpersonate: boolean = isImpersonationDenied(error);
  if (cannotImpersonate) {
    const rule = missingImpersonationRule(error);
    return new ImpersonationDeniedError(
      `${message}. "user" of the connection may be another than who authenticates only where that one may impersonate it. ${impersonationAdvice(
        rule,
      )}`,
      rule,
    );
  }
  if (error instanceof TrinoForbiddenError) {
    return new CatalogAccessDeniedError(
      `${message}. Trino, or a proxy before it, knows who asks, and refuses the statement whatever it is about`,
    );
  }
  if (isAccessDenied(error)) {
    return new CatalogAccessDeniedError(
      `${message}. It may well be there: the user of the connection needs SELECT on it and on its metadata tables ("table$snapshots" and so on)`,
    );
  }
  if (error instanceof TrinoAuthenticationError) {
    return new CatalogAuthenticationError(message);
  }
  if (
    error instanceof TrinoConfigurationError ||
    (error instanceof TrinoQueryError &&
      error.errorName === 'CATALOG_NOT_FOUND')
  ) {
    return new CatalogConfigurationError(message);
  }
  if (
    error instanceof TrinoConnectionError ||
    error instanceof TrinoLimitError ||
    (error instanceof TrinoQueryError && error.errorType !== 'USER_ERROR')
  ) {
    return new CatalogUnavailableError(message);
  }
  return new CatalogResponseError(message);
}
