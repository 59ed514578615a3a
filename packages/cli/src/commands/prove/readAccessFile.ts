import { readFileSync, statSync } from 'node:fs';
import type { AccessExpectation } from '@lakehouse-portal/prove';
import { parse } from 'yaml';
import { BadInputError } from '../../errors/BadInputError';

const MAX_BYTES = 1024 * 1024;
const OUTCOMES = [
  ...['masked', 'visible', 'refused'],
  ...['filtered', 'writable', 'not-writable'],
];
const KEYS = [
  ...['user', 'groups', 'schema', 'table'],
  ...['column', 'otherColumns', 'expectation'],
];

/**
 * Reads promises of access rules: a list, or an object with the key `access`, in YAML or JSON.
 *
 * @throws BadInputError naming the entry
 */
export function readAccessFile(file: string): AccessExpectation[] {
  const content = parseFile(file);
  const list = isObject(content) ? content.access : content;
  if (!Array.isArray(list)) {
    throw new BadInputError(`${file} is no list, and has no list "access"`);
  }
  return list.map((entry, index) => {
    const problem = problemOf(entry);
    if (problem !== undefined) {
      throw new BadInputError(`${file}: entry ${index + 1} ${problem}`);
    }
    return entry as AccessExpectation;
  });
}

function parseFile(file: string): unknown {
  try {
    if (statSync(file).size > MAX_BYTES) {
      throw new Error(`it has more than ${MAX_BYTES} bytes`);
    }
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new BadInputError(
      `${file} cannot be read: ${(error as Error).message}`,
    );
  }
}

function problemOf(entry: unknown): string | undefined {
  if (!isObject(entry)) {
    return 'is no object';
  }
  const unknown = Object.keys(entry).find(key => !KEYS.includes(key));
  if (unknown !== undefined) {
    return `has the key "${unknown}"; known are ${KEYS.join(', ')}`;
  }
  const { expectation, groups, table, column, otherColumns } = entry;
  for (const key of ['user', 'schema']) {
    if (typeof entry[key] !== 'string') {
      return `has no text "${key}"`;
    }
  }
  if (!OUTCOMES.includes(expectation as string)) {
    return `has no "expectation": one of ${OUTCOMES.join(', ')}`;
  }
  if (table !== undefined && typeof table !== 'string') {
    return 'has a "table" that is no text';
  }
  if (groups !== undefined && !isListOf(groups, isText)) {
    return 'has "groups" that are no list of texts';
  }
  if (column !== undefined && !isText(column) && !isColumn(column)) {
    return 'has a "column" that is neither text nor an object with name, type and values';
  }
  if (otherColumns !== undefined && !isListOf(otherColumns, isColumn)) {
    return 'has "otherColumns" that are no list of objects with name, type and values';
  }
  return undefined;
}

function isColumn(value: unknown): boolean {
  return (
    isObject(value) &&
    isText(value.name) &&
    (value.type === undefined || isText(value.type)) &&
    (value.values === undefined || isListOf(value.values, isScalar))
  );
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
