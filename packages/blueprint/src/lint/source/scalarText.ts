import type { Scalar } from 'yaml';
import type { LineIndex } from './LineIndex';
import { endOfLine } from './plainText';
import type { SourceText } from './SourceText';

/**
 * The text of a YAML scalar, each of its lines with the line of the file that it stands on. Only a literal block (`|`)
 * has its lines in the file as they are, so only that can be edited in place.
 */
export function scalarText(
  file: string,
  source: string,
  lines: LineIndex,
  scalar: Scalar,
): SourceText {
  const text = String(scalar.value ?? '');
  const start = scalar.range?.[0] ?? 0;
  const end = scalar.range?.[1] ?? start;
  const first = lines.lineAt(start);
  if (scalar.type === 'BLOCK_LITERAL')
    return literalText(file, source, lines, text, first);
  const numbers =
    scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE'
      ? quotedLines(source, start, end, first, scalar.type === 'QUOTE_DOUBLE')
      : foldedLines(source, lines, text, first);
  return {
    file,
    text,
    placeOf: index => ({
      file,
      line: numbers[Math.min(index, numbers.length - 1)] ?? first,
    }),
    wholeLineOf: () => undefined,
  };
}

function literalText(
  file: string,
  source: string,
  lines: LineIndex,
  text: string,
  header: number,
): SourceText {
  let indent: number | undefined;
  function indentation(): number {
    if (indent === undefined) {
      const content = text.split('\n');
      const at = content.findIndex(line => line.trim() !== '');
      const start = lines.startOf(header + 1 + Math.max(at, 0));
      const line = source.slice(start, endOfLine(source, start));
      indent = at < 0 ? 0 : line.length - content[at].length;
    }
    return indent;
  }
  return {
    file,
    text,
    placeOf(index) {
      const line = header + 1 + index;
      const start = lines.startOf(line);
      const end = endOfLine(source, start);
      return {
        file,
        line,
        range: [Math.min(start + indentation(), end), end],
      };
    },
    wholeLineOf: index => [
      lines.startOf(header + 1 + index),
      lines.startOf(header + 2 + index),
    ],
  };
}

/** For each line of a quoted scalar's value the line of the file; YAML folds breaks, and `\n` is one without a line. */
function quotedLines(
  source: string,
  start: number,
  end: number,
  first: number,
  escapes: boolean,
): number[] {
  const numbers = [first];
  let line = first;
  // A line begins where its first character stands, which may be after the break that ended the one before.
  let begins = true;
  for (let at = start + 1; at < end; at++) {
    const char = source[at];
    const escapedBreak =
      escapes && char === '\\' && /[n\r\n]/.test(source[at + 1] ?? '');
    if (begins && !/\s/.test(char) && !escapedBreak) {
      numbers[numbers.length - 1] = line;
      begins = false;
    }
    if (escapes && char === '\\') {
      at++;
      if (source[at] === 'n') {
        numbers.push(line);
        begins = true;
      } else if (source[at] === '\r' || source[at] === '\n') {
        if (source[at] === '\r') at++;
        line++;
      }
    } else if (char === '\n') {
      line++;
      let breaks = 0;
      let next = at + 1;
      for (;;) {
        let skip = next;
        while (/[ \t\r]/.test(source[skip] ?? '')) skip++;
        if (source[skip] !== '\n') break;
        breaks++;
        next = skip + 1;
      }
      for (let count = 0; count < breaks; count++) numbers.push(++line);
      at = next - 1;
    }
  }
  return numbers;
}

/** Folded and plain scalars: each line of the value is looked for from where the one before was found. */
function foldedLines(
  source: string,
  lines: LineIndex,
  text: string,
  first: number,
): number[] {
  let line = first;
  return text.split('\n').map(content => {
    const begin = content.trim().slice(0, 40);
    if (begin === '') return line;
    const limit = Math.min(line + 200, lines.count);
    for (let number = line; number <= limit; number++) {
      const start = lines.startOf(number);
      if (source.slice(start, endOfLine(source, start)).includes(begin)) {
        line = number;
        return number;
      }
    }
    return line;
  });
}
