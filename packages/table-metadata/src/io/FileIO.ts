/**
 * How the core reads files. It is handed in, so that the core itself never opens
 * a socket or a path of its own.
 * @public
 */
export interface FileIO {
  /**
   * Reads a file, or a part of it.
   *
   * @param location - A location as table metadata writes it (`file:///…`, `/…`, `s3://…`).
   * @param options - `range`: bytes from `offset`, at most `length`. `maxBytes`: refuse a file that is larger.
   * @returns Bytes that are the caller's from then on: large ones are handed to another thread, which takes them away
   * from whoever else still holds them.
   * @throws MissingFileError when there is none, LimitExceededError beyond `maxBytes`,
   * LocationNotAllowedError outside what this FileIO may read, FileReadError otherwise.
   */
  read(location: string, options?: ReadOptions): Promise<Uint8Array>;
}

/**
 * What of a file {@link FileIO.read} gives, at most how much, and into which memory.
 * @public
 */
export interface ReadOptions {
  range?: { offset: number; length: number };
  /** Upper limit in bytes for the whole answer. */
  maxBytes?: number;
  /**
   * Bytes that the whole file has, as whoever names it states it (`manifest_length`). A hint: no store has to be asked
   * for the size first, and one that gives a shorter file is noticed. Without meaning together with `range`.
   */
  fileLength?: number;
  /**
   * Memory that the answer may be put into, if it fits: who reads many files has no use for new memory each time. A
   * FileIO may ignore it. Threads share it: once there is an answer or an error, nothing may be written into it any more.
   * One that keeps answers for later must not pass it on.
   */
  into?: Uint8Array;
  signal?: AbortSignal;
}

/**
 * A FileIO that can also list a folder: needed to find the newest metadata file
 * of a table that is named by its folder.
 * @public
 */
export interface ListingFileIO extends FileIO {
  /**
   * Files directly inside `location`, by full location, with their size. An absent folder gives an empty list.
   */
  list(
    location: string,
    options?: { signal?: AbortSignal },
  ): Promise<
    Array<{ location: string; sizeBytes: number; modifiedMs?: number }>
  >;
}
