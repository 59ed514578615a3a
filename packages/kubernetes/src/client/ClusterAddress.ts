/** Where an API server is, and as whom it is asked. */
export interface ClusterAddress {
  /** Of the API server or a proxy in front of it, maybe with a path: `https://portal.example/api/kubernetes/proxy`. */
  readonly baseUrl: string;
  /**
   * With each request, credentials too; asked for anew each time, since tokens run out. They go to `baseUrl` only:
   * redirects are refused.
   */
  readonly headers?:
    | Readonly<Record<string, string>>
    | (() =>
        | Readonly<Record<string, string>>
        | Promise<Readonly<Record<string, string>>>);
}

/** The headers of one request. */
export async function headersTo({
  headers,
}: ClusterAddress): Promise<Readonly<Record<string, string>>> {
  return typeof headers === 'function' ? headers() : headers ?? {};
}
