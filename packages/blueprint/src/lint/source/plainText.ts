import { LineIndex } from './LineIndex';
import type { SourceText } from './SourceText';

/** A whole file as a text. */
export function plainText(
  file: string,
  text: string,
  lines = new LineIndex(text),
): SourceText {
  return {
    file,
    text,
    placeOf(index) {
      const start = lines.startOf(index + 1);
      return {
        file,
        line: index + 1,
        range: [start, endOfLine(text, start)],
      };
    },
    wholeLineOf: index => [lines.startOf(index + 1), lines.startOf(index + 2)],
  };
}

/** Offset of the line break (or the end) after an offset; a carriage return belongs to the break. */
export function endOfLine(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline;
  return end > start && text[end - 1] === '\r' ? end - 1 : end;
}
