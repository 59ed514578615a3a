import { parseAllDocuments } from 'yaml';
import { type LintError, ManifestSyntaxError } from '../errors';
import { LineIndex } from './LineIndex';
import { type DuplicateKey, toPlainValue } from './toPlainValue';
import type { SourcePlaces } from './SourcePlaces';
import type { SourceText } from './SourceText';

/** The documents of a YAML (or JSON) text. */
export interface ParsedYaml {
  /** One value for each document; `undefined` for one that is empty. */
  values: unknown[];
  duplicates: DuplicateKey[];
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
  const lines = new LineIndex(text);
  const parsed: ParsedYaml = { values: [], duplicates: [], errors: [] };
  let documents: ReturnType<typeof parseAllDocuments>;
  try {
    documents = parseAllDocuments(text, {
      uniqueKeys: false, // Compares every key with every other; toPlainValue finds duplicates in one pass.
      prettyErrors: false,
      logLevel: 'silent',
    });
  } catch (error) {
    // Nesting that overflows the stack, mostly.
    parsed.errors.push(
      new ManifestSyntaxError(
        `Can't be parsed as YAML: ${
          error instanceof Error ? error.message : String(error)
        }`,
        { file, cause: error },
      ),
    );
    return parsed;
  }
  for (const document of Array.isArray(documents) ? documents : []) {
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
          origin: { file, source: text, lines, within },
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
