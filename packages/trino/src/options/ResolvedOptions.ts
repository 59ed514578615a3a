import type {
  TrinoAuthentication,
  TrinoLimits,
  TrinoSession,
  TrinoTlsOptions,
} from './TrinoClientOptions';

/** Options of a client, checked, with all defaults. */
export interface ResolvedOptions {
  /** Without a slash at the end. */
  server: URL;
  announcedServers: URL[];
  forwardedHttps: boolean;
  authentication: TrinoAuthentication;
  tls: TrinoTlsOptions;
  session: TrinoSession & { user: string };
  limits: Required<TrinoLimits>;
  maxRetries: number;
  maxRetryWaitMs: number;
  connectTimeoutMs: number;
  idleTimeoutMs: number;
}
