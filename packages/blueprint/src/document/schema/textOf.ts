import { z } from 'zod';

/** Text of one line that fits a pattern; what it must be is said in the words of the person who wrote it. */
export function textOf(pattern: RegExp, must: string, max = 253) {
  return z
    .string()
    .max(max, `is longer than ${max} characters`)
    .regex(pattern, must);
}
