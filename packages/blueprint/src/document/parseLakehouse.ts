import {
  isMap,
  isScalar,
  LineCounter,
  parseAllDocuments,
  type Document,
} from 'yaml';
import type { z } from 'zod';
import { checkLakehouse } from './checkLakehouse';
import {
  InvalidLakehouseError,
  type LakehouseProblem,
} from './InvalidLakehouseError';
import type { LakehouseDocument } from './LakehouseDocument';
import { lakehouseSchema } from './schema/lakehouseSchema';

/** Longer texts are refused before they are read. */
const MAX_LENGTH = 1024 * 1024;

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
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  if (!Array.isArray(documents) || documents.length === 0)
    throw problem(what, 'is empty');
  if (documents.length > 1)
    throw problem(
      what,
      `has ${documents.length} documents; a lakehouse is one`,
    );
  const [document] = documents;
  const [error] = document.errors;
  if (error)
    throw new InvalidLakehouseError(what, [
      {
        path: '',
        line: lines.linePos(error.pos[0]).line,
        message: `is not YAML: ${error.message.split('\n')[0]}`,
      },
    ]);
  return check(valueOf(document, what), what, path =>
    lineOf(document, path, lines),
  );
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

function check(
  value: unknown,
  what: string,
  line: (path: readonly PropertyKey[]) => number | undefined,
): LakehouseDocument {
  const parsed = lakehouseSchema.safeParse(value, { error: describe });
  const problems: LakehouseProblem[] = parsed.success
    ? checkLakehouse(parsed.data).map(({ path, message }) => ({
        path: pathText(path),
        line: line(path),
        message,
      }))
    : parsed.error.issues.map(({ path, message }) => ({
        path: pathText(path),
        line: line(path),
        message,
      }));
  if (!parsed.success || problems.length > 0)
    throw new InvalidLakehouseError(what, problems);
  return parsed.data;
}

/** Zod's own words are for programmers. */
function describe(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `has ${issue.keys
        .map(key => `"${key}"`)
        .join(', ')}, which nothing reads`;
    case 'invalid_union':
      return issue.discriminator
        ? `has no or an unknown ${issue.discriminator}`
        : 'fits none of the allowed forms';
    case 'invalid_value':
      return `must be ${issue.values
        .map(value => JSON.stringify(value))
        .join(' or ')}`;
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${
            issue.expected === 'int'
              ? 'a whole number'
              : `of type ${issue.expected}`
          }`;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    default:
      return undefined;
  }
}

/** `spec.layers[0].name`. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number'
        ? `[${part}]`
        : `${index > 0 ? '.' : ''}${String(part)}`,
    )
    .join('');
}

/** The line of the innermost part of a path that is there. */
function lineOf(
  document: Document.Parsed,
  path: readonly PropertyKey[],
  lines: LineCounter,
): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(
          ({ key: node }) => isScalar(node) && node.value === key,
        )
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, length), true);
    const range = (
      node as { range?: [number, number, number] | null } | undefined
    )?.range;
    if (range) return lines.linePos(range[0]).line;
  }
  return undefined;
}

function valueOf(document: Document.Parsed, what: string): unknown {
  try {
    // Aliases that multiply ("billion laughs") are refused.
    return document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    throw problem(what, `can't be read: ${(error as Error).message}`);
  }
}

function problem(what: string, message: string): InvalidLakehouseError {
  return new InvalidLakehouseError(what, [{ path: '', message }]);
}
