import type { z } from 'zod';

/** Names that are listed of keys that nobody reads. */
const MAX_NAMES = 10;

/**
 * What is wrong, in words for the person who wrote the document; the library's own are for programmers. What a schema says
 * itself comes before this.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'unrecognized_keys':
      return unreadKeys(issue.keys);
    case 'invalid_union':
      if (issue.discriminator === 'from')
        return 'must say where the secret is: "secret" (one of the namespace) or "external" (fetched); a document never has its value';
      return issue.discriminator
        ? `has no or an unknown ${issue.discriminator}${
            Array.isArray(issue.options)
              ? `: it must be ${anyOf(issue.options)}`
              : ''
          }`
        : 'fits none of the allowed forms';
    case 'invalid_value':
      return `must be ${anyOf(issue.values)}`;
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${TYPES[issue.expected] ?? `of type ${issue.expected}`}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'is no allowed name';
    case 'too_small':
      return `must ${amount(issue.origin, Number(issue.minimum), 'least')}`;
    case 'too_big':
      // Beyond it, whole numbers are no longer exact.
      return Number(issue.maximum) === Number.MAX_SAFE_INTEGER
        ? 'is too large a number'
        : `must ${amount(issue.origin, Number(issue.maximum), 'most')}`;
    default:
      return undefined;
  }
}

function anyOf(values: readonly unknown[]): string {
  return values.map(value => JSON.stringify(value)).join(' or ');
}

const TYPES: Partial<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text (in quotes, where it looks like a number or a date)',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of names to values',
  record: 'a mapping of names to values',
};

function amount(
  origin: string,
  limit: number,
  which: 'least' | 'most',
): string {
  const nouns: Partial<Record<string, [string, string]>> = {
    string: ['character', 'characters'],
    array: ['entry', 'entries'],
  };
  const noun = nouns[origin]?.[limit === 1 ? 0 : 1];
  return noun ? `have at ${which} ${limit} ${noun}` : `be at ${which} ${limit}`;
}

function unreadKeys(keys: readonly string[]): string {
  const names = keys.slice(0, MAX_NAMES).map(key => `"${key}"`);
  const more = keys.length - names.length;
  return `has ${names.join(', ')}${
    more > 0 ? ` and ${more} more` : ''
  }, which nothing reads`;
}
