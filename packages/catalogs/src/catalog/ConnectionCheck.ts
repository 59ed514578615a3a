/** Hops of a connection, in the order in which they are tried. */
export type ConnectionHop =
  | 'configuration'
  | 'dns'
  | 'tcp'
  | 'tls'
  | 'authentication'
  | 'authorisation'
  | 'listing'
  | 'metadata-read';

/** What trying one hop gave. */
export interface ConnectionCheck {
  hop: ConnectionHop;
  /** `skipped` where there is no such hop (TLS of an http address, a folder's DNS). */
  outcome: 'passed' | 'failed' | 'skipped';
  /** What was tried and seen, for people; never a secret. */
  message: string;
  /** What to do about it when it failed. */
  advice?: string;
  durationMs: number;
}
