import { parseAllDocuments } from 'yaml';
import { checkPolicy } from './checkPolicy';
import { InvalidMaintenancePolicyError } from './InvalidMaintenancePolicyError';
import type { MaintenancePolicyDocument } from './MaintenancePolicyDocument';

/** Longer texts are refused before they are read. */
const MAX_LENGTH = 1024 * 1024;
const MAX_DEPTH = 100;

/**
 * Reads policies from YAML (or JSON), one or several documents.
 *
 * @param what - The file, for the error.
 * @param options - `allowYoungOrphans`: it is an administrator's, and may have orphan files removed before seven days.
 * @throws InvalidMaintenancePolicyError with all that is wrong.
 * @public
 */
export function parseMaintenancePolicies(
  text: string,
  what: string,
  options: { allowYoungOrphans?: boolean } = {},
): MaintenancePolicyDocument[] {
  if (text.length > MAX_LENGTH) {
    throw new InvalidMaintenancePolicyError(what, [
      { path: '', message: 'it is longer than a megabyte' },
    ]);
  }
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents) || documents.length === 0) {
    throw new InvalidMaintenancePolicyError(what, [
      { path: '', message: 'it is empty' },
    ]);
  }
  return documents.map((document, index) => {
    const [error] = document.errors;
    const name =
      documents.length > 1 ? `${what} (document ${index + 1})` : what;
    if (error) {
      throw new InvalidMaintenancePolicyError(name, [
        { path: '', message: `it is not YAML: ${firstLine(error.message)}` },
      ]);
    }
    return readMaintenancePolicy(valueOf(document, name), name, options);
  });
}

/**
 * Checks a policy that was read already.
 *
 * @throws InvalidMaintenancePolicyError with all that is wrong.
 * @public
 */
export function readMaintenancePolicy(
  value: unknown,
  what: string,
  options: { allowYoungOrphans?: boolean } = {},
): MaintenancePolicyDocument {
  const issues = checkPolicy(value, options);
  if (issues.length > 0) {
    throw new InvalidMaintenancePolicyError(what, issues);
  }
  return value as MaintenancePolicyDocument;
}

function valueOf(
  document: { toJS(options: { maxAliasCount: number }): unknown },
  what: string,
): unknown {
  let value: unknown;
  try {
    // So that a few lines can't become gigabytes.
    value = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    throw new InvalidMaintenancePolicyError(what, [
      { path: '', message: `it is not YAML: ${(error as Error).message}` },
    ]);
  }
  if (isEndless(value)) {
    throw new InvalidMaintenancePolicyError(what, [
      {
        path: '',
        message:
          'it is nested too deep, or an alias refers to what it is part of',
      },
    ]);
  }
  return value;
}

/** Whether a value is part of itself, which YAML allows, or nested deeper than a policy ever is. */
function isEndless(value: unknown, around: readonly unknown[] = []): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (around.length > MAX_DEPTH ||
      around.includes(value) ||
      Object.values(value).some(part => isEndless(part, [...around, value])))
  );
}

function firstLine(text: string): string {
  return text.split('\n')[0].replace(/:$/, '');
}
