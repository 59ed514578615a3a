import { tlsMismatchOfAnswer } from '@lakehouse-portal/table-metadata';
import { failureOfError } from '../requests/failureOfError';
import type { OpenedObject } from '../requests/ObjectStore';
import { StoreFailure } from '../requests/StoreFailure';

/** An answer that is no file. */
export interface OtherAnswer {
  status: number;
  retryAfter: string | null;
  /** Where a redirect leads. */
  redirect?: string;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Asks for a file by GET. Redirects are not followed: where they lead is for the caller to judge.
 */
export async function fetchObject(
  url: string,
  options: {
    headers: Headers | Record<string, string>;
    range?: { first: number; last: number };
    signal: AbortSignal;
  },
): Promise<{ object: OpenedObject } | OtherAnswer> {
  const headers = new Headers(options.headers);
  // Compressed on the way, neither lengths nor ranges would be those of the file.
  headers.set('accept-encoding', 'identity');
  if (options.range)
    headers.set('range', `bytes=${options.range.first}-${options.range.last}`);
  const response = await fetch(url, {
    headers,
    redirect: 'manual',
    signal: options.signal,
  }).catch(error => {
    options.signal.throwIfAborted();
    throw failureOfError(error, new URL(url).protocol);
  });
  const { status, body } = response;
  if (status === 400 && body) {
    const mismatch = tlsMismatchOfAnswer(status, await startOf(body));
    if (mismatch !== undefined)
      throw new StoreFailure('permanent', mismatch, { status });
  }
  if (status !== 200 && status !== 206) {
    discard(body);
    return {
      status,
      retryAfter: response.headers.get('retry-after'),
      redirect: REDIRECTS.has(status)
        ? response.headers.get('location') ?? undefined
        : undefined,
    };
  }
  if (status === 206 && response.headers.has('content-encoding')) {
    discard(body);
    throw new StoreFailure('permanent', 'the server compresses ranges', {
      status,
    });
  }
  return {
    object: {
      status,
      contentLength: contentLengthOf(response),
      contentRange: response.headers.get('content-range') ?? undefined,
      body: body ?? emptyBody(),
      close: () => discard(body),
    },
  };
}

/** Undefined where the length is not that of what is read. */
function contentLengthOf({ headers }: Response): number | undefined {
  const encoding = headers.get('content-encoding') ?? 'identity';
  const length = headers.get('content-length') ?? '';
  return encoding === 'identity' && /^\d{1,15}$/.test(length)
    ? Number(length)
    : undefined;
}

/** What comes first: servers that say it say it in one sentence. The rest is not read. */
async function startOf(body: ReadableStream<Uint8Array>): Promise<string> {
  const reader = body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  reader.releaseLock();
  return new TextDecoder().decode(value);
}

function discard(body: ReadableStream<Uint8Array> | null): void {
  // A body that somebody reads has been cancelled by leaving the loop, or ends with the signal.
  if (body && !body.locked) body.cancel().catch(() => undefined);
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {
  // Nothing.
}
