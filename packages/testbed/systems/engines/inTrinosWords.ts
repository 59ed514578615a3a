import type {
  FieldType,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { DescribedTable } from './TableReport';

const TYPES: Record<string, string> = {
  boolean: 'boolean',
  int: 'integer',
  long: 'bigint',
  float: 'real',
  double: 'double',
  date: 'date',
  time: 'time(6)',
  timestamp: 'timestamp(6)',
  timestamptz: 'timestamp(6) with time zone',
  timestamp_ns: 'timestamp(9)',
  timestamptz_ns: 'timestamp(9) with time zone',
  string: 'varchar',
  uuid: 'uuid',
  binary: 'varbinary',
};

/** Columns, partitioning and order of a table as we read them, said as Trino says them. */
export function inTrinosWords(metadata: TableMetadata): DescribedTable {
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  )!;
  const spec = metadata.partitionSpecs.find(
    ({ specId }) => specId === metadata.defaultSpecId,
  )!;
  const order = metadata.sortOrders.find(
    ({ orderId }) => orderId === metadata.defaultSortOrderId,
  )!;
  const name = (ids: number[]) =>
    quoted(schema.fields.find(({ id }) => id === ids[0])!.name);
  return {
    columns: schema.fields.map(
      field => `${field.name} ${trinoType(field.type)}`,
    ),
    partitioning: spec.fields.map(({ sourceIds, transform }) => {
      const [, kind, width] = /^(\w+)(?:\[(\d+)\])?$/.exec(transform)!;
      if (kind === 'identity') return name(sourceIds);
      return width
        ? `${kind}(${name(sourceIds)}, ${width})`
        : `${kind}(${name(sourceIds)})`;
    }),
    sortedBy: order.fields.map(
      ({ sourceIds, direction, nullOrder }) =>
        `${name(sourceIds)} ${direction.toUpperCase()} ${nullOrder
          .replace('-', ' ')
          .toUpperCase()}`,
    ),
  };
}

function trinoType(type: FieldType): string {
  switch (type.kind) {
    case 'struct':
      return `row(${type.fields
        .map(({ name, type: inner }) => `${name} ${trinoType(inner)}`)
        .join(', ')})`;
    case 'list':
      return `array(${trinoType(type.element)})`;
    case 'map':
      return `map(${trinoType(type.key)}, ${trinoType(type.value)})`;
    default:
      return TYPES[type.name] ?? type.name.replace(', ', ',');
  }
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`;
}
