import type { Place } from '../model/Place';
import type { SourceText } from './SourceText';

/** A text all of whose lines stand at one place. */
export function oneLine({ file, line }: Place, text: string): SourceText {
  return {
    file,
    text,
    placeOf: () => ({ file, line }),
    wholeLineOf: () => undefined,
  };
}
