import type { SchemaField } from '@lakehouse-portal/table-metadata';
import type { TrinoType } from '../values';
import type { TrinoPartitioning } from './parseCreateTable';
import type { PartitionColumn } from './partitionSpecs';
import { toIcebergType } from './toIcebergType';

/**
 * Which column of `$files.partition` is which entry of the current partitioning: each entry is one of them, under any name.
 * First by the names that nobody chose, then by type where only one fits; where as many are left of both, in order.
 *
 * @param options - `used`: per spec id of live files, for each column, whether some file has a value.
 * @returns One for each entry, in its place; undefined where what Trino tells leaves it open.
 */
export function matchPartitioning(options: {
  columns: PartitionColumn[];
  used: Map<number, boolean[]>;
  partitioning: TrinoPartitioning[];
  fields: SchemaField[];
}): Array<PartitionColumn | undefined> {
  const { columns, used, partitioning, fields } = options;
  const matched = partitioning.map(
    (): PartitionColumn | undefined => undefined,
  );
  const free = new Set(columns);
  const take = (place: number, column: PartitionColumn | undefined) => {
    if (column) {
      matched[place] = column;
      free.delete(column);
    }
  };
  const open = () =>
    [...partitioning.entries()].filter(([place]) => !matched[place]);
  const fits = (column: PartitionColumn, entry: TrinoPartitioning) =>
    entry.transform === 'void'
      ? ![...used.values()].some(has => has[column.index])
      : isResultOf(column.type, entry, fields);

  for (const nameOf of [evolvedFieldName, defaultFieldName]) {
    for (const [place, entry] of open()) {
      take(
        place,
        [...free].find(({ name }) => name === nameOf(entry)),
      );
    }
  }
  for (let before = -1; before !== free.size; ) {
    before = free.size;
    for (const [place, entry] of open()) {
      const fitting = [...free].filter(column => fits(column, entry));
      if (fitting.length === 1) {
        take(place, fitting[0]);
      }
    }
  }
  const left = [...free];
  const entries = open();
  if (
    left.length === entries.length &&
    entries.every(([, entry], index) => fits(left[index], entry))
  ) {
    entries.forEach(([place], index) => take(place, left[index]));
  }
  return matched;
}

/** As Iceberg names a field of which nobody says how it is to be called, in a table that is created so. */
export function defaultFieldName({
  column,
  transform,
}: TrinoPartitioning): string {
  const kind = kindOf(transform);
  const suffixes: Record<string, string> = {
    identity: '',
    bucket: '_bucket',
    truncate: '_trunc',
    void: '_null',
  };
  return `${column}${suffixes[kind] ?? `_${kind}`}`;
}

/** The same in a table that got the field later: there the name tells the size, too. */
function evolvedFieldName(entry: TrinoPartitioning): string {
  const size = /\[(\d+)\]$/.exec(entry.transform)?.[1];
  return `${defaultFieldName(entry)}${size === undefined ? '' : `_${size}`}`;
}

/** Of a nested column the type is not looked up: anything may be of it. */
function isResultOf(
  type: TrinoType,
  { column, transform }: TrinoPartitioning,
  fields: SchemaField[],
): boolean {
  const found = toIcebergType(type, () => 0);
  const is = (name: string) =>
    found.kind === 'primitive' && found.name === name;
  switch (kindOf(transform)) {
    case 'bucket':
    case 'year':
    case 'month':
    case 'hour':
      return is('int');
    case 'day':
      return is('date');
    default: {
      const source = fields.find(({ name }) => name === column)?.type;
      return source?.kind === 'primitive' ? is(source.name) : true;
    }
  }
}

function kindOf(transform: string): string {
  return transform.replace(/\[.*/, '');
}
