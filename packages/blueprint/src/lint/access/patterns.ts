import { textOf } from '../source/Fields';

/** Whether a pattern restricts nothing: absent, or `.*`. */
export function isUnrestricted(pattern: unknown): boolean {
  const text = textOf(pattern);
  return text === undefined || /^\^?(\.\*|\(\.\*\)|\.\+)\$?$/.test(text);
}

/** Whether a pattern is a plain name. */
export function isLiteral(text: string): boolean {
  return /^[\w-]*$/.test(text);
}

/**
 * Whether Trino's (Java's) pattern matches a whole name; `undefined` for syntax that JavaScript doesn't share.
 */
export function matchesWhole(
  pattern: string,
  name: string,
): boolean | undefined {
  return compile(pattern)?.test(name);
}

/** A Java pattern as an anchored JavaScript one; `undefined` if it can't be told. */
export function compile(pattern: string): RegExp | undefined {
  if (pattern.length > 1000 || isJavaOnly(pattern)) return undefined;
  // Nested quantifiers can take for ever on a name that fails.
  if (/[*+}]\)[*+{]/.test(pattern)) return undefined;
  const flags = /^\(\?i\)/.test(pattern) ? 'i' : '';
  try {
    return new RegExp(`^(?:${pattern.replace(/^\(\?i\)/, '')})$`, flags);
  } catch {
    return undefined;
  }
}

/** Why a pattern is no regular expression; `undefined` if it is one, or may be one in Java. */
export function syntaxErrorOf(pattern: string): string | undefined {
  if (isJavaOnly(pattern)) return undefined;
  try {
    RegExp(pattern.replace(/^\(\?i\)/, ''));
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(
      /^Invalid regular expression: /,
      '',
    );
  }
}

function isJavaOnly(pattern: string): boolean {
  return /\\Q|\\p\{|\\[AzZGhRX]|[*+?}]\+|\(\?[>a-hj-z]|&&/.test(pattern);
}
