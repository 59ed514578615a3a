/** One request to an API server. */
export interface KubernetesRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From the root of the API server: `/apis/apps/v1/namespaces/lake/deployments/trino`. Parts are encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Without credentials: these are the transport's. Names are lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** What came back, whatever its status. */
export interface KubernetesResponse {
  /** Of HTTP. */
  readonly status: number;
  readonly body: string;
  /** The header `Warning`, where there was one: several are joined by commas. */
  readonly warning?: string;
}

/**
 * How an API server is reached: by the proxy of Backstage's Kubernetes backend on behalf of a user, or with a kubeconfig.
 * Credentials, certificates and which cluster it is are its business alone.
 */
export interface KubernetesTransport {
  /**
   * @throws ClusterUnreachableError, RequestTimeoutError, ResponseTooLargeError, UnexpectedResponseError (redirects); the
   * signal's reason when it is aborted.
   */
  request(request: KubernetesRequest): Promise<KubernetesResponse>;
}
