import type { StackTopic } from './StackFinding';

const TOPICS: Partial<Record<string, StackTopic>> = {
  I1: 'images',
  I2: 'images',
  S5: 'images',
  H7: 'versions',
  H8: 'versions',
  T18: 'versions',
  V1: 'versions',
  V2: 'versions',
  K2: 'availability',
  S3: 'availability',
  T10: 'availability',
  T17: 'availability',
};

/** What a rule of the linter is about. */
export function topicOfRule(rule: string): StackTopic {
  return TOPICS[rule] ?? 'configuration';
}
