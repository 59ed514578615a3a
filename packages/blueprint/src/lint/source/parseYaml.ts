import { Composer, type CST, type Document, Parser } from 'yaml';
import {
  type LintError,
  ManifestSyntaxError,
  ManifestTooLargeError,
} from '../errors';
import { LineIndex } from './LineIndex';
import { type DuplicateKey, MAX_DEPTH, toPlainValue } from './toPlainValue';
import type { SourcePlaces } from './SourcePlaces';
import type { SourceText } from './SourceText';

/** The documents of a YAML (or JSON) text. */
export interface ParsedYaml {
  /** One value for each document; `undefined` for one that is empty. */
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
  const lines = new LineIndex(text);
  const parsed: ParsedYaml = {
    ...{ values: [], duplicates: [], oddKeys: [], errors: [] },
  };
  const tooDeep = () =>
    new ManifestTooLargeError(`Nested deeper than ${MAX_DEPTH} levels`, {
      file,
    });
  let documents: Document.Parsed[];
  try {
    const composer = new Composer({
      uniqueKeys: false, // Compares every key with every other; toPlainValue finds duplicates in one pass.
      prettyErrors: false,
      logLevel: 'silent',
    });
    // What makes values of the tokens calls itself for each level: what is too deep for it must not come there.
    const tokens = shallow(new Parser().parse(text), () =>
      parsed.errors.push(tooDeep()),
    );
    documents = [...composer.compose(tokens)];
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

/** Leaves out documents that are nested too deep. */
function* shallow(
  tokens: Iterable<CST.Token>,
  onDeep: () => void,
): Generator<CST.Token> {
  for (const token of tokens)
    if (isDeep(token)) onDeep();
    else yield token;
}

/** Without calling itself. */
function isDeep(token: CST.Token): boolean {
  const open: { token: CST.Token | null | undefined; depth: number }[] = [
    { token, depth: 0 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { token: current, depth } = next;
    if (depth > MAX_DEPTH) return true;
    if (current?.type === 'document')
      open.push({ token: current.value, depth });
    else if (current && 'items' in current)
      for (const { key, value } of current.items)
        open.push(
          { token: key, depth: depth + 1 },
          { token: value, depth: depth + 1 },
        );
  }
  return false;
}
