import { BadInputError } from './BadInputError';

/** Exit code for a failure that is not the caller's. */
export const FAILURE = 1;
/** Exit code for bad input: a wrong call, or a file that is not what it has to be. */
export const BAD_INPUT = 2;

const BAD_INPUT_NAMES = new Set([
  // Of a connection's settings.
  'InputError',
  'CatalogConfigurationError',
  'MissingFileError',
  'LimitExceededError',
  'InvalidPolicyError',
  'LocationNotAllowedError',
  'CorruptMetadataError',
  'UnsupportedFormatError',
  'StorageConfigError',
  'TrinoConfigurationError',
  'ProveInputError',
  'InvalidLakehouseError',
]);

/** The exit code for an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof BadInputError) return BAD_INPUT;
  return error instanceof Error && BAD_INPUT_NAMES.has(error.name)
    ? BAD_INPUT
    : FAILURE;
}
