import {
  CorruptMetadataError,
  LimitExceededError,
  UnsupportedFormatError,
} from '../errors';

/** Runs a parser and names the file in its errors. */
export function withLocation<T>(location: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw locate(error, location);
  }
}

/** The error, with the file named in it. */
export function locate(error: unknown, location: string): unknown {
  if (error instanceof LimitExceededError && error.location === undefined)
    return new LimitExceededError(`${location}: ${error.message}`, {
      location,
      cause: error,
    });
  if (error instanceof UnsupportedFormatError && error.location === undefined)
    return new UnsupportedFormatError(`${location}: ${error.message}`, {
      location,
      cause: error,
    });
  if (!(error instanceof CorruptMetadataError) || error.location !== undefined)
    return error;
  return new CorruptMetadataError(`${location}: ${error.message}`, {
    location,
    offset: error.offset,
    path: error.path,
    cause: error,
  });
}
