import type { Place } from '../model/Place';
import type { TextEdit } from '../model/TextEdit';
import type { SourceText } from './SourceText';

/** One property of a properties file. */
export interface PropertyEntry {
  key: string;
  value: string;
  readonly place: Place;
  /** The edit that deletes the property, with its line; absent where the text can't be edited in place. */
  readonly removal?: TextEdit;
  /** The edit that gives it another value. */
  readonly withValue?: (value: string) => TextEdit;
  /** The edit that gives it another key. */
  readonly withKey?: (key: string) => TextEdit;
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
    entries.push(
      new SourceProperty(unescape(rawKey), unescape(rawValue).trim(), source, {
        ...{ raw: lines[first], first, last: index, rawKey, divider },
      }),
    );
  }
  return entries;
}

/** What a property was read from. */
interface PropertyLines {
  /** Its first line. */
  raw: string;
  /** Index of its first and of its last line. */
  first: number;
  last: number;
  rawKey: string;
  divider: string;
}

/** A property that looks for its place and its edits when they are asked for: nearly none ever is. */
class SourceProperty implements PropertyEntry {
  constructor(
    readonly key: string,
    readonly value: string,
    private readonly source: SourceText,
    private readonly lines: PropertyLines,
  ) {}

  get place(): Place {
    return this.source.placeOf(this.lines.first);
  }

  get removal(): TextEdit | undefined {
    const begin = this.source.wholeLineOf(this.lines.first);
    const end = this.source.wholeLineOf(this.lines.last);
    return begin && end
      ? { file: this.source.file, start: begin[0], end: end[1], text: '' }
      : undefined;
  }

  get withKey(): PropertyEntry['withKey'] {
    const found = this.#offsets();
    return found && (key => this.#edit(found.keyStart, found.keyEnd, key));
  }

  get withValue(): PropertyEntry['withValue'] {
    const found = this.#offsets();
    if (!found || this.lines.first !== this.lines.last) return undefined;
    const start = found.keyEnd + this.lines.divider.length;
    return value => this.#edit(start, found.end, value);
  }

  /** Where the key and the first line stand in the file; `undefined` where it can't be edited in place. */
  #offsets() {
    const { range } = this.place;
    if (!range || !this.removal) return undefined;
    const { raw, rawKey } = this.lines;
    const keyStart = range[0] + (raw.length - raw.trimStart().length);
    return { keyStart, keyEnd: keyStart + rawKey.length, end: range[1] };
  }

  #edit(start: number, end: number, text: string): TextEdit {
    return { file: this.source.file, start, end, text };
  }
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, escape: string) => {
    if (escape.length === 5)
      return String.fromCharCode(parseInt(escape.slice(1), 16));
    return { n: '\n', t: '\t', r: '\r', f: '\f' }[escape] ?? escape;
  });
}
