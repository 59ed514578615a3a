import {
  CorruptMetadataError,
  LimitExceededError,
  TableReadError,
  UnsupportedFormatError,
} from '../errors';
import type { ScanReply } from './ScanMessages';

/** The error that a worker met, of its own class again. */
export function reviveError({
  error,
  isTableReadError,
}: Extract<ScanReply, { error: unknown }>): Error {
  const { name, message, location, offset, path, stack } = error;
  if (!isTableReadError) {
    const other = new Error(message);
    other.name = name;
    other.stack = stack;
    return other;
  }
  switch (name) {
    case 'CorruptMetadataError':
      return new CorruptMetadataError(message, { location, offset, path });
    case 'LimitExceededError':
      return new LimitExceededError(message, { location });
    case 'UnsupportedFormatError':
      return new UnsupportedFormatError(message, { location });
    default: {
      const other = new TableReadError(message, { location });
      other.name = name;
      return other;
    }
  }
}
