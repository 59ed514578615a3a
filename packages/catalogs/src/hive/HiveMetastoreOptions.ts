/** Address of a metastore. */
export interface HiveMetastoreServer {
  host: string;
  port: number;
}

/** A Hive Metastore, 3.0 or newer. */
export interface HiveMetastoreOptions {
  /** Tried in this order until one answers. */
  servers: HiveMetastoreServer[];
  /** How messages are told apart; `buffered` is the metastore's default. */
  transport?: 'buffered' | 'framed';
  /** Left out: not encrypted. The certificate is always checked. `ca`: authorities that are trusted, PEM. */
  tls?: { ca?: string };
  /** Catalog of the metastore, `hive` when left out. */
  catalog?: string;
  /** Longest time for connecting, and for each answer, in milliseconds. Default 30,000. */
  timeoutMs?: number;
  /** Longest answer that is read. Default 64 MiB. */
  maxAnswerBytes?: number;
}
