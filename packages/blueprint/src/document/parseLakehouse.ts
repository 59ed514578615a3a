import { parseYaml } from '../lint/source/parseYaml';
import { SourcePlaces } from '../lint/source/SourcePlaces';
import { checkLakehouse } from './checkLakehouse';
import { describeIssue } from './describeIssue';
import {
  InvalidLakehouseError,
  type LakehouseProblem,
} from './InvalidLakehouseError';
import type { LakehouseDocument } from './LakehouseDocument';
import { lakehouseSchema } from './schema/lakehouseSchema';

/** Longer texts are refused before they are read. */
const MAX_LENGTH = 1024 * 1024;
/** More are counted only: nobody reads them, and a megabyte can have a hundred thousand. */
const MAX_PROBLEMS = 100;

type Path = readonly PropertyKey[];
type LineOf = (path: Path) => number | undefined;

/**
 * Reads a `Lakehouse` document from YAML (or JSON) and checks it.
 *
 * @param what - The file, for the error.
 * @throws InvalidLakehouseError with all that is wrong, by path and line.
 * @public
 */
export function parseLakehouse(text: string, what: string): LakehouseDocument {
  if (text.length > MAX_LENGTH)
    throw problem(what, 'is longer than a megabyte');
  const places = new SourcePlaces();
  const { values, duplicates, oddKeys, errors } = parseYaml(what, text, places);
  const [error] = errors;
  if (error)
    throw problem(
      what,
      /^Nested deeper/.test(error.message)
        ? 'is nested too deep: deeper than 200 levels'
        : error.message,
      error.line,
    );
  const [first, ...others] = values.filter(value => value !== null);
  if (first === undefined) throw problem(what, 'is empty');
  if (others.length > 0)
    throw problem(
      what,
      `has ${others.length + 1} documents; a lakehouse is one`,
    );
  const [twice] = duplicates;
  if (twice) throw problem(what, `has "${twice.key}" twice`, twice.line);
  const [odd] = oddKeys;
  if (odd !== undefined)
    throw problem(
      what,
      'has a mapping or a list where a name must be, before a colon: nothing reads what it stands for',
      odd,
    );
  return check(first, what, path => lineOf(first, path, places));
}

/**
 * Checks a document that was read already, for example by a form.
 *
 * @throws InvalidLakehouseError with all that is wrong.
 * @public
 */
export function readLakehouse(value: unknown, what: string): LakehouseDocument {
  return check(value, what, () => undefined);
}

function check(value: unknown, what: string, line: LineOf): LakehouseDocument {
  const parsed = lakehouseSchema.safeParse(value, { error: describeIssue });
  if (!parsed.success)
    throw invalid(
      what,
      parsed.error.issues.filter(isFirstOfItsPlace).map(issue => ({
        at:
          issue.code === 'unrecognized_keys'
            ? [...issue.path, issue.keys[0]]
            : issue.path,
        path: issue.path,
        message: issue.message,
      })),
      line,
    );
  const found = [...unread(value), ...checkLakehouse(parsed.data)];
  if (found.length > 0)
    throw invalid(
      what,
      found.map(inconsistency => ({
        at: inconsistency.path,
        ...inconsistency,
      })),
      line,
    );
  return parsed.data;
}

/** One thing to say of a value is enough; what is too long need not also fit a pattern. */
function isFirstOfItsPlace(
  { path, code }: { path: Path; code: string },
  index: number,
  issues: readonly { path: Path; code: string }[],
): boolean {
  const before = issues[index - 1];
  return (
    before === undefined ||
    (code === 'unrecognized_keys') !== (before.code === 'unrecognized_keys') ||
    pathText(path) !== pathText(before.path)
  );
}

/**
 * Line and paragraph separators, control characters and halves of characters: readers of YAML make something else of them, or
 * refuse the file. A mask or filter is in several files.
 */
const UNSAFE =
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  /[\0-\x08\x0B-\x1F\x7F-\x9F\u2028\u2029\uFEFF\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * What no schema sees: characters that are no text, and the name under which JavaScript keeps prototypes, which the schema
 * skips, so that an entry would silently be lost.
 */
function unread(
  value: unknown,
  path: PropertyKey[] = [],
): { path: PropertyKey[]; message: string }[] {
  if (typeof value === 'string') {
    const code = UNSAFE.exec(value)?.[0].charCodeAt(0);
    return code === undefined
      ? []
      : [
          {
            path,
            message: `has the character U+${code
              .toString(16)
              .toUpperCase()
              .padStart(4, '0')}, which no file can hold for sure`,
          },
        ];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '__proto__'
      ? [{ path, message: 'has "__proto__", which nothing reads' }]
      : unread(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function invalid(
  what: string,
  found: { at: Path; path: Path; message: string }[],
  line: LineOf,
): InvalidLakehouseError {
  const problems: LakehouseProblem[] = found
    .slice(0, MAX_PROBLEMS)
    .map(({ at, path, message }) => ({
      path: pathText(path),
      line: line(at),
      message,
    }));
  if (found.length > MAX_PROBLEMS)
    problems.push({
      path: '',
      line: line([]),
      message: `has ${found.length - MAX_PROBLEMS} more problems`,
    });
  return new InvalidLakehouseError(what, problems);
}

/** `spec.layers[0].name`. */
function pathText(path: Path): string {
  return path
    .map((part, index) =>
      typeof part === 'number'
        ? `[${part}]`
        : `${index > 0 ? '.' : ''}${String(part)}`,
    )
    .join('');
}

/** The line of the innermost part of a path that is there. */
function lineOf(root: unknown, path: Path, places: SourcePlaces): number {
  let line = 1;
  let value = root;
  for (const key of [undefined, ...path]) {
    if (typeof value !== 'object' || value === null) break;
    if (key !== undefined && !Object.hasOwn(value, key)) break;
    line =
      places.of(value, typeof key === 'symbol' ? undefined : key).line ?? line;
    if (key !== undefined) value = (value as Record<PropertyKey, unknown>)[key];
  }
  return line;
}

function problem(
  what: string,
  message: string,
  line = 1,
): InvalidLakehouseError {
  return new InvalidLakehouseError(what, [{ path: '', line, message }]);
}
