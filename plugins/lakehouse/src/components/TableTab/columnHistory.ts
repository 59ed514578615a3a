import type { SchemaVersion } from '@lakehouse-portal/plugin-lakehouse-common';

const ARROW = ' → ';

/** Something that happened to a column, newest first in its list. */
export interface ColumnEvent {
  kind: 'renamed' | 'retyped' | 'added';
  /** The name or type before; empty for `added`. */
  before: string;
  /** ISO 8601 of the first snapshot with the new schema; absent when unknown. */
  at?: string;
}

/** What happened to each column, by field id, read off the versions of the schema. */
export function columnHistory(
  versions: readonly SchemaVersion[],
): Map<number, ColumnEvent[]> {
  const events = new Map<number, ColumnEvent[]>();
  const add = (fieldId: number, event: ColumnEvent) =>
    events.set(fieldId, [...(events.get(fieldId) ?? []), event]);
  for (const version of versions) {
    for (const change of version.changes) {
      const at = version.firstUsedAt;
      if (change.kind === 'added') {
        add(change.fieldId, { kind: 'added', before: '', at });
      } else if (change.kind === 'changed') {
        if (change.path.includes(ARROW)) {
          add(change.fieldId, {
            kind: 'renamed',
            before: lastName(change.path.split(ARROW)[0]),
            at,
          });
        }
        if (change.type.includes(ARROW)) {
          add(change.fieldId, {
            kind: 'retyped',
            before: change.type.split(ARROW)[0],
            at,
          });
        }
      }
    }
  }
  return events;
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
