import { ValidationError } from '../errors';

/** Engines read these as commands; the metadata has members of its own for them. */
const RESERVED = [
  'format-version',
  'uuid',
  'snapshot-count',
  'current-snapshot-summary',
  'current-snapshot-id',
  'current-snapshot-timestamp-ms',
  'current-schema',
  'default-partition-spec',
  'default-sort-order',
];

/**
 * Refuses what cannot be a table property.
 *
 * @throws ValidationError
 */
export function requireProperty(key: string, value: unknown): void {
  if (typeof value !== 'string' || key === '') {
    throw new ValidationError(`Table property '${key}' must be a text.`);
  }
  if (RESERVED.includes(key)) {
    throw new ValidationError(
      `Table property '${key}' is reserved by the format; it cannot be set.`,
    );
  }
}
