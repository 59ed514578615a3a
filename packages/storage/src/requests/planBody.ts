import {
  LimitExceededError,
  type ReadOptions,
} from '@lakehouse-portal/table-metadata';
import { redactLocation } from '../locations';
import type { OpenedObject } from './ObjectStore';
import { StoreFailure } from './StoreFailure';

/** Bytes; a reader that wants more says so. */
const DEFAULT_MAX_BYTES = 1024 * 1024 * 1024;
/** Bytes that are read in vain from a server that answers every range with the whole file. */
const MAX_SKIPPED_BYTES = 64 * 1024 * 1024;

/**
 * What of a body is wanted.
 */
export interface BodyPlan {
  /** Bytes at its start that are not. */
  skip: number;
  /** Bytes after those: exactly so many; fewer mean that the answer was cut. Undefined: as many as come. */
  exactly?: number;
  /** At most so many, where it is not known how many there are. */
  atMost: number;
  /** Whether more than `atMost` are an error, rather than not wanted. */
  isAtMostALimit: boolean;
  /** What the whole file has to have, by those who name it. */
  fileLength?: number;
}

/**
 * Compares an answer with what was asked for, before its body is read.
 * @throws LimitExceededError; StoreFailure for an answer to another question.
 */
export function planBody(
  opened: OpenedObject,
  location: string,
  options: ReadOptions,
): BodyPlan {
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const plan = options.range
    ? planRange(opened, options.range, maxBytes)
    : planWhole(opened, options.fileLength, maxBytes);
  if ((plan.exactly ?? 0) > maxBytes)
    throw tooLarge(location, plan.exactly, maxBytes);
  return plan;
}

/** @throws LimitExceededError */
export function tooLarge(
  location: string,
  bytes: number | undefined,
  maxBytes: number,
): LimitExceededError {
  const shown = redactLocation(location);
  return new LimitExceededError(
    `${shown} has ${
      bytes === undefined ? '' : `${bytes} bytes, `
    }more than the ${maxBytes} that are read at once`,
    { location: shown },
  );
}

/** @throws StoreFailure when a file has not as many bytes as those say who name it. */
export function requireLength(
  bytes: number,
  fileLength: number | undefined,
): void {
  if (fileLength !== undefined && fileLength !== bytes)
    throw new StoreFailure(
      'permanent',
      `it has ${bytes} bytes, where ${fileLength} are stated`,
      { code: 'LengthMismatch' },
    );
}

function planWhole(
  { status, contentLength, contentRange }: OpenedObject,
  fileLength: number | undefined,
  maxBytes: number,
): BodyPlan {
  if (status !== 200)
    throw new StoreFailure(
      'permanent',
      `the store answered ${status} (${contentRangeText(
        contentRange,
      )}) when asked for the whole file`,
      { status },
    );
  if (contentLength !== undefined) requireLength(contentLength, fileLength);
  return {
    skip: 0,
    exactly: contentLength,
    atMost: maxBytes,
    isAtMostALimit: true,
    fileLength,
  };
}

function planRange(
  opened: OpenedObject,
  range: { offset: number; length: number },
  maxBytes: number,
): BodyPlan {
  const { status, contentLength } = opened;
  const asked = Math.max(1, range.length);
  if (status === 200) {
    const available =
      contentLength === undefined
        ? undefined
        : Math.max(0, contentLength - range.offset);
    const wanted = Math.min(asked, available ?? asked);
    if (wanted > 0 && range.offset + wanted > MAX_SKIPPED_BYTES)
      throw new StoreFailure(
        'permanent',
        `the server does not answer ranges, and ${
          range.offset + wanted
        } bytes would have to be read for ${wanted}`,
        { status },
      );
    return {
      skip: range.offset,
      exactly: available === undefined ? undefined : wanted,
      atMost: Math.min(asked, maxBytes),
      isAtMostALimit: available === undefined && asked > maxBytes,
    };
  }
  const { first, last, total } = parseContentRange(opened);
  if (first !== range.offset || last >= range.offset + asked)
    throw new StoreFailure(
      'permanent',
      `the store answered with another range (${contentRangeText(
        opened.contentRange,
      )}) than bytes ${range.offset}-${range.offset + asked - 1}`,
      { status },
    );
  const bytes = last - first + 1;
  const wanted =
    total === undefined ? bytes : Math.min(asked, total - range.offset);
  if (bytes < wanted || (contentLength ?? bytes) !== bytes)
    throw new StoreFailure(
      'transient',
      `the answer has ${contentLength ?? bytes} of ${wanted} bytes`,
      { status },
    );
  return { skip: 0, exactly: bytes, atMost: bytes, isAtMostALimit: true };
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-14.4 */
function parseContentRange({ status, contentRange }: OpenedObject): {
  first: number;
  last: number;
  total?: number;
} {
  const [, first, last, total] =
    /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(
      contentRange?.trim() ?? '',
    ) ?? [];
  // Azurite answers a range that starts at the end with 206 and "10-9/10" instead of 416.
  const isEmptyEnd = Number(last) === Number(first) - 1 && total === first;
  if (
    status !== 206 ||
    first === undefined ||
    (Number(last) < Number(first) && !isEmptyEnd)
  )
    throw new StoreFailure(
      'permanent',
      `the store answered ${status} (${contentRangeText(
        contentRange,
      )}) when asked for a range`,
      { status },
    );
  return {
    first: Number(first),
    last: Number(last),
    total: total === '*' ? undefined : Number(total),
  };
}

function contentRangeText(contentRange: string | undefined): string {
  return contentRange === undefined
    ? 'no Content-Range'
    : `Content-Range ${contentRange.replace(/[^\w /*-]/g, '?').slice(0, 80)}`;
}
