/** Where on the way from here to the files something is wrong. */
export type Hop =
  /** Between here and Trino. */
  | 'network'
  /** Trino does not accept who asks. */
  | 'authentication'
  /** Trino's coordinator: still starting, overloaded, another program. */
  | 'coordinator'
  /** None, too few, or they can't work. */
  | 'worker'
  /** The catalog of Trino, or the service behind it (REST, Hive Metastore). */
  | 'catalog'
  /** The database that the catalog keeps its pointers in. */
  | 'metadata-database'
  /** The object store. */
  | 'storage'
  /** Access rules of Trino, of the catalog or of the object store. */
  | 'rights'
  /** The engine answered, and the answer is wrong. */
  | 'result'
  /** None that the proof knows. */
  | 'unknown';

/** Why a step failed, for people. */
export interface ProofFailure {
  hop: Hop;
  /** What was said, by Trino or by the proof. */
  message: string;
  /** The innermost cause that Trino tells, where it says more: `The specified bucket does not exist`. */
  reason?: string;
  /** The likely cause. */
  cause: string;
  /** What to do. */
  remedy: string;
  /** Trino's name of the error, `ICEBERG_FILESYSTEM_ERROR`; for other errors the name of their class. */
  errorName: string;
  /** Trino's type of the error: `USER_ERROR`, `INTERNAL_ERROR`, `INSUFFICIENT_RESOURCES`, `EXTERNAL`. */
  errorType?: string;
  /** Id of the query, to look it up in Trino. */
  queryId?: string;
}
