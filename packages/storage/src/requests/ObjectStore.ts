import type { StoreLocation } from '../locations';

/**
 * What a kind of store has to bring: one request for an object, one request for a page of a listing. No retries, no
 * limits of time or size: those are the same for all, see `ObjectReader`.
 */
export interface ObjectStore {
  /**
   * Asks for an object, by one GET.
   *
   * @param range - First and last byte, both inclusive.
   * @throws StoreFailure for an answer that is not the object; anything else is taken for an error of the network.
   */
  open(
    place: StoreLocation,
    options: { range?: { first: number; last: number }; signal: AbortSignal },
  ): Promise<OpenedObject>;
  /** One page of what is directly in `folder`: objects whose keys start with its path and a slash, and folders below. */
  list?(
    folder: StoreLocation,
    options: { token?: string; signal: AbortSignal },
  ): Promise<ListedPage>;
}

/** An answer whose body has not been read yet. */
export interface OpenedObject {
  /** 200: all of it, 206: a range. */
  status: number;
  /** Bytes of this body; undefined when the store does not say. */
  contentLength?: number;
  /** The header `Content-Range`. */
  contentRange?: string;
  body: AsyncIterable<Uint8Array>;
  /** Gives the connection up, whether or not the body has ended. */
  close(): void;
}

/** @see ObjectStore.list */
export interface ListedPage {
  /** By full key. */
  objects: Array<{ key: string; sizeBytes: number; modifiedMs?: number }>;
  /** What the other keys have in common up to the next slash, with it. */
  folders: string[];
  /** Of the next page; undefined after the last. */
  token?: string;
}
