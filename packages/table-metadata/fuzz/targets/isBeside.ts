import { TableReadError } from '../../src';

/**
 * Whether an error is about a field that no count needs: the exact reader decodes more than the quick scanner, and than
 * itself where less is asked for, and refuses what is unsound there.
 */
export function isBeside(refusal: unknown): boolean {
  return (
    refusal instanceof TableReadError &&
    /is of the Avro type|more than 32 bits|too large a number/.test(
      refusal.message,
    )
  );
}
