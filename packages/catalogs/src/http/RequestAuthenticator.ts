/** A request before it is sent. */
export interface OutgoingRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: string;
}

/** Proves to a catalog who asks. What it adds is only ever sent to the origin of the catalog. */
export interface RequestAuthenticator {
  /**
   * The headers to send instead.
   *
   * @throws CatalogAuthenticationError when no proof can be had, CatalogUnavailableError when who gives it can't be reached.
   */
  authenticate(
    request: OutgoingRequest,
    signal?: AbortSignal,
  ): Promise<Record<string, string>>;
  /** The catalog did not accept these headers. True when asking again may give others. */
  refused?(headers: Record<string, string>): boolean;
  /** What must not appear in messages, should a server echo it. */
  readonly secrets: readonly string[];
  /** Releases what it holds; may be called more than once. */
  close?(): Promise<void>;
}
