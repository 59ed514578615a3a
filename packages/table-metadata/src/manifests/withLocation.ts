import { AvroFormatError } from '../errors';

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
  if (!(error instanceof AvroFormatError) || error.location !== undefined)
    return error;
  return new AvroFormatError(`${location}: ${error.message}`, {
    location,
    offset: error.offset,
    cause: error,
  });
}
