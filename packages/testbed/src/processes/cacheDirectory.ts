import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where downloads are kept, outside of any checkout: `$XDG_CACHE_HOME/lakehouse-portal`.
 */
export function cacheDirectory(...path: string[]): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'lakehouse-portal', ...path);
}
