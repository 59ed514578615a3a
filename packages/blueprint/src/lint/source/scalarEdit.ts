import type { Place } from '../model/Place';
import type { TextEdit } from '../model/TextEdit';

/** Texts that are the same in any style, in lists and mappings in braces too. */
const ANYWHERE = /^(?:[A-Za-z][\w./-]*|\d+(?:[A-Za-z]+|%))$/;

/**
 * The edit that gives a scalar another text, in the quotes that it has. `undefined` where it is a block, an alias, or has a
 * tag, and for a live object.
 *
 * @param source - the file's text.
 */
export function scalarEdit(
  source: string | undefined,
  { file, range }: Place,
  text: string,
): TextEdit | undefined {
  if (source === undefined || !range) return undefined;
  const [start, end] = range;
  const edit = { file, start, end };
  switch (source[start]) {
    case '"':
      return { ...edit, text: JSON.stringify(text) };
    case "'":
      return { ...edit, text: `'${text.replaceAll("'", "''")}'` };
    case '|':
    case '>':
    case '&':
    case '*':
    case '!':
    case '[':
    case '{':
    case undefined:
      return undefined;
    default:
      return {
        ...edit,
        text: ANYWHERE.test(text) ? text : JSON.stringify(text),
      };
  }
}
