import { resolve } from 'node:path';
import type { LocationRewrite } from '@lakehouse-portal/table-metadata';
import { BadInputError } from '../errors/BadInputError';

const HAS_SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/**
 * Reads `FROM=TO` pairs. The first `=` divides; a `TO` without scheme is a path, relative to the working directory.
 * @throws BadInputError
 */
export function parseRewrites(pairs: string[]): LocationRewrite[] {
  const rewrites = new Map<string, string>();
  for (const pair of pairs) {
    const divider = pair.indexOf('=');
    const from = pair.slice(0, divider);
    const to = pair.slice(divider + 1);
    if (divider < 1 || to === '')
      throw new BadInputError(
        `--rewrite needs FROM=TO, for example s3://lake=/data/lake, not "${pair}"`,
      );
    const target = HAS_SCHEME.test(to) ? to : resolve(to);
    if (rewrites.has(from) && rewrites.get(from) !== target)
      throw new BadInputError(`--rewrite gives ${from} two targets`);
    rewrites.set(from, target);
  }
  return [...rewrites].map(([from, to]) => ({ from, to }));
}
