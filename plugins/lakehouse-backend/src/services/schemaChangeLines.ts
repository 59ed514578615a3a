import type { SchemaChangeLine } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  diffSchemas,
  type SchemaChange,
  type TableSchema,
} from '@lakehouse-portal/table-metadata';

/** The difference of two schemas as lines of a diff. */
export function schemaChangeLines(
  from: TableSchema,
  to: TableSchema,
): SchemaChangeLine[] {
  return diffSchemas(from, to).map(lineOf);
}

function lineOf(change: SchemaChange): SchemaChangeLine {
  const fieldId = change.fieldId ?? 0;
  switch (change.kind) {
    case 'added':
      return {
        kind: 'added',
        fieldId,
        path: change.path,
        type: change.to ?? '',
        what: 'added',
      };
    case 'dropped':
      return {
        kind: 'dropped',
        fieldId,
        path: change.path,
        type: change.from ?? '',
        what: 'dropped',
      };
    case 'renamed':
      return {
        kind: 'changed',
        fieldId,
        path: arrow(change.from, change.to),
        type: '',
        what: 'renamed',
      };
    case 'type-changed':
      return {
        kind: 'changed',
        fieldId,
        path: change.path,
        type: arrow(change.from, change.to),
        what: change.isWidening ? 'widened' : 'type changed',
      };
    case 'identifier-changed':
      return {
        kind: 'changed',
        fieldId,
        path: arrow(change.from || 'none', change.to || 'none'),
        type: '',
        what: 'identifier fields changed',
      };
    default:
      return {
        kind: 'changed',
        fieldId,
        path: change.path,
        type: '',
        what: WORDS[change.kind],
      };
  }
}

const WORDS: Record<
  | 'made-optional'
  | 'made-required'
  | 'moved'
  | 'doc-changed'
  | 'default-changed',
  string
> = {
  'made-optional': 'made optional',
  'made-required': 'made required',
  moved: 'moved',
  'doc-changed': 'description changed',
  'default-changed': 'default changed',
};

function arrow(from: string | undefined, to: string | undefined): string {
  return `${from ?? ''} → ${to ?? ''}`;
}
