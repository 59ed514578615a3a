import type { Document } from 'yaml';
import {
  type LintError,
  ManifestSyntaxError,
  ManifestTooLargeError,
} from '../errors';
import { composeYaml } from './composeYaml';
import { LineIndex } from './LineIndex';
import { loadPlainYaml } from './loadPlainYaml';
import { type DuplicateKey, MAX_DEPTH, toPlainValue } from './toPlainValue';
import type { Origin, SourcePlaces } from './SourcePlaces';
import type { SourceText } from './SourceText';

/** The documents of a YAML (or JSON) text. */
export interface ParsedYaml {
  /** One value for each document; `null` for one that is empty. */
  values: unknown[];
  duplicates: DuplicateKey[];
  /** Lines of keys that are no text: their values are in no value. */
  oddKeys: number[];
  /** One for each document that is no YAML; the others are there. */
  errors: LintError[];
}

/**
 * Parses a text of YAML documents; JSON is YAML too.
 *
 * @param within - for a text inside another file: where its lines stand.
 */
export function parseYaml(
  file: string,
  text: string,
  places: SourcePlaces,
  within?: SourceText,
): ParsedYaml {
  // A carriage return alone ends a line too, though not for what makes trees; offsets stay what they are.
  const source = text.replace(/\r(?!\n)/g, '\n');
  const lines = new LineIndex(source);
  const origin: Origin = { file, source, lines, within };
  const plain = loadPlainYaml(origin, places);
  return plain
    ? { values: plain, duplicates: [], oddKeys: [], errors: [] }
    : parseDocuments(origin, places);
}

/** Whatever YAML has, and what is wrong with it. */
function parseDocuments(origin: Origin, places: SourcePlaces): ParsedYaml {
  const { file, lines, within } = origin;
  const parsed: ParsedYaml = {
    ...{ values: [], duplicates: [], oddKeys: [], errors: [] },
  };
  const tooDeep = () =>
    new ManifestTooLargeError(`Nested deeper than ${MAX_DEPTH} levels`, {
      file,
    });
  let documents: Document.Parsed[];
  try {
    documents = composeYaml(origin.source, () => parsed.errors.push(tooDeep()));
  } catch (error) {
    // Tens of thousands of levels are too many even to be counted.
    parsed.errors.push(
      error instanceof RangeError
        ? tooDeep()
        : new ManifestSyntaxError(
            `Can't be parsed as YAML: ${
              error instanceof Error ? error.message : String(error)
            }`,
            { file, cause: error },
          ),
    );
    return parsed;
  }
  for (const document of documents) {
    const [error] = document.errors;
    if (error) {
      const line = lines.lineAt(error.pos[0]);
      parsed.errors.push(
        new ManifestSyntaxError(
          `Not valid YAML at line ${within?.placeOf(line - 1).line ?? line}: ${
            error.message.split('\n')[0]
          }`,
          { file, line: within?.placeOf(line - 1).line ?? line },
        ),
      );
      continue;
    }
    try {
      parsed.values.push(
        toPlainValue(document.contents, {
          places,
          duplicates: parsed.duplicates,
          oddKeys: parsed.oddKeys,
          origin,
        }),
      );
    } catch (failure) {
      parsed.errors.push(
        failure instanceof ManifestSyntaxError ||
          (failure as Error).name === 'ManifestTooLargeError'
          ? (failure as LintError)
          : new ManifestSyntaxError(
              `Can't be read as a manifest: ${(failure as Error).message}`,
              { file, cause: failure },
            ),
      );
    }
  }
  return parsed;
}
