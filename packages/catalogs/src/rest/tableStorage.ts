import { textsOf } from '../http';

/** Properties of the specification that say how files are read. Others (a token for the catalog itself) are none of a store's business. */
const STORAGE = /^(?:s3|gcs|adls|client)\./;
/** Without one of these nothing is lent. */
const LENT =
  /^(?:s3\.(?:access-key-id|session-token)|gcs\.oauth2\.token|adls\.(?:sas-token|auth|connection-string|token)\b)/;

/**
 * What an answer lends for reading the files of its table: `config`, and over it the entry of `storage-credentials` with
 * the longest prefix that the table is below of.
 *
 * @param answer - Of `loadTable`: `config` and `storage-credentials`.
 * @param location - Root of the table.
 * @returns Undefined when it lends nothing. Secret.
 */
export function tableStorage(
  answer: { config?: unknown; credentials?: unknown },
  location: string,
): Record<string, string> | undefined {
  const all = {
    ...textsOf(answer.config),
    ...credentialsFor(answer.credentials, location),
  };
  const storage = Object.fromEntries(
    Object.entries(all).filter(([key]) => STORAGE.test(key)),
  );
  return Object.keys(storage).some(key => LENT.test(key)) ? storage : undefined;
}

function credentialsFor(
  list: unknown,
  location: string,
): Record<string, string> {
  if (!Array.isArray(list)) return {};
  let best: { prefix: string; config: Record<string, string> } | undefined;
  for (const entry of list) {
    if (typeof entry !== 'object' || entry === null) continue;
    const { prefix, config } = entry as Record<string, unknown>;
    if (
      typeof prefix === 'string' &&
      isBelow(location, prefix) &&
      !(best && best.prefix.length >= prefix.length)
    )
      best = { prefix, config: textsOf(config) };
  }
  return best?.config ?? {};
}

/** `s3` alone is a prefix too, of everything in S3; `s3://lake/a` is none of `s3://lake/ab`. */
function isBelow(location: string, prefix: string): boolean {
  if (!location.startsWith(prefix)) return false;
  const next = location[prefix.length];
  return (
    next === undefined ||
    prefix.endsWith('/') ||
    next === '/' ||
    !prefix.includes('/')
  );
}
