/** How the client proves who it is. */
export type TrinoAuthentication =
  | { type: 'none' }
  | { type: 'basic'; username: string; /** Secret. */ password: string }
  | {
      type: 'jwt';
      /** Secret. A function is asked for each request, so that it may renew the token; it should keep it while it holds. */
      token: string | (() => Promise<string>);
    }
  | {
      /** The certificate and key of `tls`. */
      type: 'certificate';
    };

/** TLS of the connection; only for `https:`. */
export interface TrinoTlsOptions {
  /** Certificates (PEM) that are trusted instead of those that Node trusts. */
  ca?: string;
  /** The client's certificate (PEM). */
  certificate?: string;
  /** Secret. The client's key (PEM). */
  key?: string;
  /** Secret. Passphrase of the key. */
  passphrase?: string;
  /** Name that the server's certificate must be for, when it is not the host of the URL. */
  serverName?: string;
}

/** Limits of a query. */
export interface TrinoLimits {
  /** Rows of a result; 100,000 when left out. */
  maxRows?: number;
  /** Bytes of a result as unpacked JSON; 64 MB when left out. */
  maxBytes?: number;
  /** From sending the statement to the last row, in milliseconds; 5 minutes when left out. */
  maxDurationMs?: number;
}

/** How often, and for how long in all, a query's requests are repeated when the server can't answer at the moment. */
export interface TrinoRetryOptions {
  /** For one query; 10 when left out. 0: never. */
  maxRetries?: number;
  /** Waiting of one query in all, in milliseconds; 15 seconds when left out. */
  maxWaitMs?: number;
}

/** Identity and session that a statement runs with. */
export interface TrinoSession {
  /** `X-Trino-User`: whom the statement runs as. Another than the one who authenticates must be allowed to that one (impersonation). */
  user?: string;
  catalog?: string;
  schema?: string;
  /** Session properties, `query_max_run_time` or `<catalog>.<property>`. */
  sessionProperties?: Record<string, string>;
  /** Role by catalog (`system` for system roles): its name, `ALL` or `NONE`. */
  roles?: Record<string, string>;
  /** `X-Trino-Source`: what `system.runtime.queries` and resource groups see. */
  source?: string;
  /** Tags for resource groups. */
  clientTags?: string[];
  /** Goes into Trino's logs and events, to find the request that a query belongs to. */
  traceToken?: string;
}

/** @public */
export interface TrinoClientOptions extends TrinoSession {
  /** Address of the coordinator or of what stands before it: `https://trino.example.com`, `https://example.com/trino`. */
  server: string;
  /**
   * Further addresses under which Trino itself believes to be reached, where a reverse proxy does not tell it
   * (`http-server.process-forwarded`): `http://trino.internal:8080`. Pages that it names there are asked from `server`.
   */
  announcedServers?: string[];
  /**
   * Trino is asked by plain HTTP behind what ends TLS in front of it, as if by that: without saying so
   * (`X-Forwarded-Proto`) it takes no password.
   */
  forwardedHttps?: boolean;
  user: string;
  authentication?: TrinoAuthentication;
  tls?: TrinoTlsOptions;
  /** Secrets over plain HTTP to another machine are refused unless this is set (a mesh encrypts). */
  allowInsecureAuthentication?: boolean;
  limits?: TrinoLimits;
  retries?: TrinoRetryOptions;
  /** Until a connection is there; 10 seconds when left out. */
  connectTimeoutMs?: number;
  /** Silence of the server within an answer; 60 seconds when left out. */
  idleTimeoutMs?: number;
}
