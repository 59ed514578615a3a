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
  TrinoAuthenticationError,
  TrinoConfigurationError,
  TrinoConnectionError,
  TrinoError,
  TrinoForbiddenError,
  TrinoLimitError,
  TrinoQueryError,
} from '@lakehouse-portal/trino';

/** The error of Trino as those of other catalogs are, so that the portal tells refusal, absence and failure apart. */
export function toCatalogError(error: unknown): unknown {
  if (!(error instanceof TrinoError)) {
    return error;
  }
  const { message } = error;
  // Not narrowed by it: what it does not recognise is an error of Trino all the same.
  const cannotImpersonate: boolean = isImpersonationDenied(error);
  if (error instanceof TrinoForbiddenError || cannotImpersonate) {
    return new CatalogAccessDeniedError(
      `${message}. Trino knows who asks, and refuses the statement whatever it is about: "user" of the connection may be another than who authenticates only where Trino's access control lets that one impersonate it`,
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
