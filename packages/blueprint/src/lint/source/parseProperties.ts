import type { Place } from '../model/Place';
import type { TextEdit } from '../model/TextEdit';
import type { SourceText } from './SourceText';

/** One property of a properties file. */
export interface PropertyEntry {
  key: string;
  value: string;
  place: Place;
  /** The edit that deletes the property, with its line; absent where the text can't be edited in place. */
  removal?: TextEdit;
  /** The edit that gives it another value. */
  withValue?(value: string): TextEdit;
  /** The edit that gives it another key. */
  withKey?(key: string): TextEdit;
}

/**
 * Reads a properties file as Java does: `key=value`, `key: value` or `key value`, comments with `#` and `!`, lines
 * continued by a backslash, escapes. A key that stands twice is there twice; Java takes the last.
 */
export function parseProperties(source: SourceText): PropertyEntry[] {
  const entries: PropertyEntry[] = [];
  const lines = source.text.split('\n').map(line => line.replace(/\r$/, ''));
  for (let index = 0; index < lines.length; index++) {
    const first = index;
    if (/^[ \t\f]*([#!]|$)/.test(lines[index])) continue;
    let logical = lines[index].replace(/^[ \t\f]+/, '');
    while (/(^|[^\\])(\\\\)*\\$/.test(logical) && index + 1 < lines.length) {
      index++;
      logical = logical.slice(0, -1) + lines[index].replace(/^[ \t\f]+/, '');
    }
    const [, rawKey, divider, rawValue] =
      /^((?:\\.|[^=: \t\f\\])*)([ \t\f]*[=:]?[ \t\f]*)(.*)$/s.exec(logical)!;
    entries.push({
      key: unescape(rawKey),
      value: unescape(rawValue).trim(),
      place: source.placeOf(first),
      ...editsOf(source, {
        ...{ raw: lines[first], first, last: index, rawKey, divider },
      }),
    });
  }
  return entries;
}

function editsOf(
  source: SourceText,
  line: {
    raw: string;
    first: number;
    last: number;
    rawKey: string;
    divider: string;
  },
): Pick<PropertyEntry, 'removal' | 'withKey' | 'withValue'> {
  const begin = source.wholeLineOf(line.first);
  const end = source.wholeLineOf(line.last);
  const { range } = source.placeOf(line.first);
  if (!begin || !end || !range) return {};
  const { file } = source;
  const { raw } = line;
  const keyStart = range[0] + (raw.length - raw.trimStart().length);
  const keyEnd = keyStart + line.rawKey.length;
  const edits: Pick<PropertyEntry, 'removal' | 'withKey' | 'withValue'> = {
    removal: { file, start: begin[0], end: end[1], text: '' },
    withKey: key => ({ file, start: keyStart, end: keyEnd, text: key }),
  };
  if (line.first === line.last)
    edits.withValue = value => ({
      file,
      start: keyEnd + line.divider.length,
      end: range[1],
      text: value,
    });
  return edits;
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, escape: string) => {
    if (escape.length === 5)
      return String.fromCharCode(parseInt(escape.slice(1), 16));
    return { n: '\n', t: '\t', r: '\r', f: '\f' }[escape] ?? escape;
  });
}
