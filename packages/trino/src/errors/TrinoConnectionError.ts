import { TrinoError } from './TrinoError';

/** Where a connection failed. */
export type ConnectionPhase = 'dns' | 'tcp' | 'tls' | 'exchange';

/** The server can't be reached, or broke off or kept silent in the middle. Trying again later may help. */
export class TrinoConnectionError extends TrinoError {
  readonly name = 'TrinoConnectionError';
  /** Code of the system (`ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED` …), or `TIMEOUT`. */
  readonly code: string;
  readonly phase: ConnectionPhase;

  constructor(
    message: string,
    options: { code: string; phase: ConnectionPhase; queryId?: string },
  ) {
    super(message, options);
    this.code = options.code;
    this.phase = options.phase;
  }
}
