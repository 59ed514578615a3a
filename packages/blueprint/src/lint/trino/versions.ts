/** The newest Trino that the rules know. */
export const NEWEST_TRINO = 483;
/** The oldest that the blueprint renders; before it, catalogs had no file system switches. */
export const OLDEST_SUPPORTED_TRINO = 458;
