import { InputError } from '@backstage/errors';
import {
  InvalidLakehouseError,
  type LakehouseDocument,
  parseLakehouse,
  readLakehouse,
} from '@lakehouse-portal/blueprint';

/** How a `Lakehouse` document is given to an action: as YAML, or as an object. */
export type DocumentInput = string | Record<string, unknown>;

/** @throws InputError with all that is wrong, in the words of the document. */
export function documentOf(input: DocumentInput): LakehouseDocument {
  try {
    return typeof input === 'string'
      ? parseLakehouse(input, 'document')
      : readLakehouse(withoutUndefined(input), 'document');
  } catch (error) {
    if (error instanceof InvalidLakehouseError)
      throw new InputError(
        `The Lakehouse document can't be used:\n${error.problems
          .map(
            ({ path, line, message }) =>
              `  ${path || 'it'}${
                line === undefined ? '' : ` (line ${line})`
              } ${message}`,
          )
          .join('\n')}`,
      );
    throw error;
  }
}

/** A template gives what was left out of its form as undefined, or as nothing. */
function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
