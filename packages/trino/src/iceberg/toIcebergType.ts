import type { FieldType } from '@lakehouse-portal/table-metadata';
import type { TrinoType } from '../values';

const NAMES: Record<string, string> = {
  boolean: 'boolean',
  integer: 'int',
  bigint: 'long',
  real: 'float',
  double: 'double',
  varchar: 'string',
  varbinary: 'binary',
  date: 'date',
  time: 'time',
  uuid: 'uuid',
};

/** Gives ids that no table has: the real ones, Trino does not tell. */
export type NextId = () => number;

/**
 * The type of Iceberg that Trino shows as this one. Where several are shown alike, it is the common one: `fixed[n]` is
 * shown as `varbinary`. One that no type of Iceberg is shown as stays as Trino calls it.
 */
export function toIcebergType(type: TrinoType, nextId: NextId): FieldType {
  switch (type.kind) {
    case 'array':
      return {
        kind: 'list',
        elementId: nextId(),
        elementRequired: false,
        element: toIcebergType(type.element, nextId),
      };
    case 'map':
      return {
        kind: 'map',
        keyId: nextId(),
        key: toIcebergType(type.key, nextId),
        valueId: nextId(),
        valueRequired: false,
        value: toIcebergType(type.value, nextId),
      };
    case 'row':
      return {
        kind: 'struct',
        fields: type.fields.map((field, index) => ({
          id: nextId(),
          name: field.name ?? `field${index}`,
          required: false,
          type: toIcebergType(field.type, nextId),
        })),
      };
    default:
      return { kind: 'primitive', name: primitiveName(type) };
  }
}

function primitiveName(type: TrinoType & { kind: 'scalar' }): string {
  const { base, parameters = [] } = type;
  switch (base) {
    case 'decimal':
      return `decimal(${parameters.join(', ')})`;
    case 'timestamp':
      return parameters[0] === 9 ? 'timestamp_ns' : 'timestamp';
    case 'timestamp with time zone':
      return parameters[0] === 9 ? 'timestamptz_ns' : 'timestamptz';
    default:
      return NAMES[base] ?? base;
  }
}
