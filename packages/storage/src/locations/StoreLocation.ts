/** The kinds of stores; spellings of a scheme that mean the same store are one kind. */
export type StoreKind = 's3' | 'gs' | 'azure' | 'http';

/**
 * A location, taken apart.
 */
export interface StoreLocation {
  /** As it was written. */
  location: string;
  kind: StoreKind;
  /**
   * What the path is in, in one spelling: `s3://bucket`, `gs://bucket`, `abfss://container@account.host`,
   * `https://host:port`. Two locations are in the same place exactly if their roots are equal.
   */
  root: string;
  /** Bucket or container; for HTTP the origin. */
  container: string;
  /** Azure: the account. */
  account?: string;
  /** Azure: what follows the account, for example `dfs.core.windows.net`. */
  accountDomain?: string;
  /** Without a slash at its start. For an object store literally its key, for HTTP percent-encoded. */
  path: string;
}
