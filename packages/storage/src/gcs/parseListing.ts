import type { ListedPage } from '../requests/ObjectStore';
import { StoreFailure } from '../requests/StoreFailure';

/** A page of 1,000 objects has a few hundred KB. */
const MAX_PAGE_BYTES = 16 * 1024 * 1024;

/** @throws StoreFailure for what is no page of a listing. */
export async function parseListing(
  body: AsyncIterable<Uint8Array>,
): Promise<ListedPage> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_PAGE_BYTES) throw broken();
    text += decoder.decode(chunk, { stream: true });
  }
  let page: {
    items?: unknown;
    prefixes?: unknown;
    nextPageToken?: unknown;
  } | null;
  try {
    page = JSON.parse(text + decoder.decode());
  } catch {
    throw broken();
  }
  const items = page?.items ?? [];
  const folders = page?.prefixes ?? [];
  if (
    typeof page !== 'object' ||
    !Array.isArray(items) ||
    !Array.isArray(folders) ||
    folders.some(folder => typeof folder !== 'string')
  )
    throw broken();
  const token = page?.nextPageToken;
  return {
    objects: items.map(toObject),
    folders,
    token: typeof token === 'string' && token !== '' ? token : undefined,
  };
}

function toObject(item: unknown): ListedPage['objects'][number] {
  const { name, size, updated } = (item ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string') throw broken();
  const modifiedMs = Date.parse(String(updated));
  return {
    key: name,
    sizeBytes: Number(size ?? 0),
    ...(Number.isNaN(modifiedMs) ? {} : { modifiedMs }),
  };
}

function broken(): StoreFailure {
  return new StoreFailure('permanent', 'the answer is no list of objects');
}
