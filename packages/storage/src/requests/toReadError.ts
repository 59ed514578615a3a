import {
  MissingFileError,
  type TableReadError,
} from '@lakehouse-portal/table-metadata';
import {
  AccessDeniedError,
  StorageConfigError,
  StoreReadError,
} from '../errors';
import { redactLocation } from '../locations';
import type { StoreFailure } from './StoreFailure';

/** Nothing was asked yet, as something is missing that whoever set this up has to say. */
const NOT_CONFIGURED = new Set(['NoCredentials', 'NoRegion']);

/** The error that a caller gets for the last failure. */
export function toReadError(
  failure: StoreFailure,
  location: string,
  attempts: number,
): TableReadError | StorageConfigError {
  const shown = redactLocation(location);
  const { kind, status, code, message } = failure;
  if (kind === 'missing')
    return new MissingFileError(`There is no ${shown} (${message})`, {
      location: shown,
    });
  if (code !== undefined && NOT_CONFIGURED.has(code))
    return new StorageConfigError(`${shown} cannot be read: ${message}`);
  const details = { location: shown, attempts, status, code };
  if (kind === 'denied')
    return new AccessDeniedError(
      `No permission to read ${shown}: ${message}`,
      details,
    );
  const tries = attempts === 1 ? '' : ` (${attempts} attempts)`;
  return new StoreReadError(
    `${shown} could not be read${tries}: ${message}`,
    details,
  );
}
