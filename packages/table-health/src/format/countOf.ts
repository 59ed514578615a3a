import { formatCount } from './formatCount';

/**
 * A count with its noun: `1 file`, `5,052 files`.
 *
 * @param plural - The noun's plural, where it isn't the singular with an s.
 * @public
 */
export function countOf(
  count: number | bigint,
  singular: string,
  plural: string = `${singular}s`,
): string {
  return `${formatCount(count)} ${Number(count) === 1 ? singular : plural}`;
}
