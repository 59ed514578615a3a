import { StorageConfigError } from '../errors';
import type { RequestOptions, RequestPolicy } from './RequestOptions';

const DEFAULTS: RequestPolicy = {
  attempts: 5,
  backoffMs: 200,
  maxBackoffMs: 10_000,
  maxRetryAfterMs: 30_000,
  stallTimeoutMs: 20_000,
  attemptTimeoutMs: 300_000,
};
/** Beyond 2^31 - 1 a timer fires at once. */
const MAX_MS = 2 ** 31 - 1;

/** @throws StorageConfigError for a number that makes no sense. */
export function requestPolicy(options: RequestOptions = {}): RequestPolicy {
  const policy = { ...DEFAULTS };
  for (const key of Object.keys(DEFAULTS) as Array<keyof RequestPolicy>) {
    const value = options[key] ?? DEFAULTS[key];
    const [min, max] =
      key === 'attempts'
        ? [1, 20]
        : [key.endsWith('TimeoutMs') ? 1 : 0, MAX_MS];
    if (!Number.isInteger(value) || value < min || value > max)
      throw new StorageConfigError(
        `${key} has to be a whole number from ${min} to ${max}, not ${value}`,
        { path: key },
      );
    policy[key] = value;
  }
  return policy;
}
