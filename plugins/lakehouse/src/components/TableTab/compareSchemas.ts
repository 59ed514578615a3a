import type {
  SchemaChangeLine,
  SchemaVersion,
} from '@lakehouse-portal/plugin-lakehouse-common';

const ARROW = ' → ';

interface Change {
  kind: SchemaChangeLine['kind'];
  fieldId: number;
  path: [from: string, to: string];
  type: [from: string, to: string];
  what: string[];
}

/**
 * What changed from one schema version to a later one, put together from the steps in
 * between: what was renamed twice is renamed once, what came and went again is nothing.
 *
 * @param versions - newest first, each with its changes against the one before
 */
export function compareSchemas(
  versions: readonly SchemaVersion[],
  fromId: number,
  toId: number,
): SchemaChangeLine[] {
  const oldestFirst = [...versions].reverse();
  const indexes = [fromId, toId].map(id =>
    oldestFirst.findIndex(version => version.schemaId === id),
  );
  const [start, end] = indexes.sort((a, b) => a - b);
  const changes = new Map<number, Change>();
  for (const version of oldestFirst.slice(start + 1, end + 1)) {
    for (const line of version.changes) {
      merge(changes, line);
    }
  }
  return [...changes.values()].filter(isChange).map(toLine);
}

function merge(changes: Map<number, Change>, line: SchemaChangeLine): void {
  const next: Change = {
    kind: line.kind,
    fieldId: line.fieldId,
    path: sides(line.path),
    type: sides(line.type),
    what: line.what ? [line.what] : [],
  };
  const before = changes.get(line.fieldId);
  if (!before) {
    changes.set(line.fieldId, next);
    return;
  }
  if (before.kind === 'added' && next.kind === 'dropped') {
    changes.delete(line.fieldId);
    return;
  }
  const kind = joinKinds(before.kind, next.kind);
  changes.set(line.fieldId, {
    kind,
    fieldId: line.fieldId,
    path: [before.path[0], next.path[1] || before.path[1]],
    type: [before.type[0] || next.type[0], next.type[1] || before.type[1]],
    what:
      kind === 'dropped'
        ? next.what
        : [...new Set([...before.what, ...next.what])],
  });
}

function joinKinds(
  before: Change['kind'],
  next: Change['kind'],
): Change['kind'] {
  if (before === 'added') {
    return 'added';
  }
  // A dropped id that comes back is the old column again: the schema was set back.
  return before === 'dropped' && next === 'added' ? 'changed' : next;
}

function sides(text: string): [string, string] {
  const at = text.indexOf(ARROW);
  return at < 0
    ? [text, text]
    : [text.slice(0, at), text.slice(at + ARROW.length)];
}

function isChange(change: Change): boolean {
  const moved =
    change.path[0] !== change.path[1] || change.type[0] !== change.type[1];
  // Renamed and renamed back leaves nothing; `documented` and the like change neither.
  return (
    change.kind !== 'changed' ||
    moved ||
    change.what.some(what => !/renamed|widened|type/.test(what))
  );
}

function toLine(change: Change): SchemaChangeLine {
  const joined = ([from, to]: [string, string]) =>
    from === to ? from : `${from}${ARROW}${to}`;
  const { kind, fieldId } = change;
  const what = change.what.join(', ');
  if (kind === 'changed') {
    const sameType = change.type[0] === change.type[1];
    return {
      kind,
      fieldId,
      path: joined(change.path),
      type: sameType ? '' : joined(change.type),
      what,
    };
  }
  const side = kind === 'dropped' ? 0 : 1;
  return {
    kind,
    fieldId,
    path: change.path[side],
    type: change.type[side],
    what,
  };
}
