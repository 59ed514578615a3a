import { countOf } from './countOf';

/**
 * A number of partitions in words: `1 partition`, `5,052 partitions`, and of an estimate, rounded to what it is good for,
 * `about 1,200,000 partitions`.
 */
export function partitionCount(counted: {
  partitions: number;
  /** Present when there are too many to count one by one. */
  partitionSketch?: object;
}): string {
  const { partitions, partitionSketch } = counted;
  return partitionSketch === undefined
    ? countOf(partitions, 'partition')
    : `about ${countOf(Number(partitions.toPrecision(2)), 'partition')}`;
}
