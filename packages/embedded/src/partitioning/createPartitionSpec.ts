import { AlreadyExistsError, ValidationError } from '../errors';
import type {
  PartitionFieldJson,
  PartitionSpecJson,
  SchemaJson,
} from '../metadata/TableMetadataJson';
import { findFieldById, findFieldByPath } from '../schema/findField';
import type { PartitionBy, PartitionChange } from './PartitionBy';
import {
  defaultPartitionName,
  parsePartitionTransform,
  transformResultType,
} from './partitionTransform';

/** Partition field ids start here (specification: partition evolution). */
const FIRST_FIELD_ID = 1000;

/** What `last-partition-id` is when there is no partition field yet. */
export const NO_PARTITION_FIELDS = FIRST_FIELD_ID - 1;

/**
 * Builds a partition spec, for a new table.
 *
 * @throws ValidationError, AlreadyExistsError
 */
export function createPartitionSpec(
  schema: SchemaJson,
  partitionBy: PartitionBy[],
): { spec: PartitionSpecJson; lastPartitionId: number } {
  const fields: PartitionFieldJson[] = [];
  for (const wanted of partitionBy) {
    fields.push(
      createPartitionField(
        schema,
        fields,
        wanted,
        FIRST_FIELD_ID + fields.length,
      ),
    );
  }
  return {
    spec: { 'spec-id': 0, fields },
    lastPartitionId: NO_PARTITION_FIELDS + fields.length,
  };
}

/**
 * Applies partition changes. An equal spec that the table has already is taken up again, and so is the id of
 * an equal field of an earlier spec, as the specification asks for.
 *
 * @throws ValidationError, AlreadyExistsError
 */
export function evolvePartitionSpec(
  schema: SchemaJson,
  specs: PartitionSpecJson[],
  current: PartitionSpecJson,
  changes: PartitionChange[],
  options: { formatVersion: number; lastPartitionId: number },
): { spec: PartitionSpecJson; isNew: boolean; lastPartitionId: number } {
  if (changes.length === 0)
    throw new ValidationError(
      'A partition evolution needs at least one change.',
    );
  let fields: PartitionFieldJson[] = structuredClone(current.fields);
  let lastPartitionId = options.lastPartitionId;
  for (const change of changes) {
    if (change.change === 'add') {
      const field = createPartitionField(
        schema,
        fields,
        change,
        lastPartitionId + 1,
      );
      const earlier = specs
        .flatMap(spec => spec.fields)
        .find(
          candidate =>
            candidate['source-id'] === field['source-id'] &&
            candidate.transform === field.transform,
        );
      if (
        earlier &&
        !fields.some(other => other['field-id'] === earlier['field-id'])
      )
        field['field-id'] = earlier['field-id'];
      else lastPartitionId += 1;
      fields.push(field);
      continue;
    }
    const field = fields.find(candidate => candidate.name === change.name);
    if (!field)
      throw new ValidationError(
        `There is no partition field '${change.name}'; there is ${
          fields.map(({ name }) => `'${name}'`).join(', ') || 'none'
        }.`,
      );
    if (change.change === 'rename') {
      requireFreeName(schema, fields, change.newName, field);
      field.name = change.newName;
    } else if (options.formatVersion === 1) {
      // Version 1 has no field ids to tell fields apart, so their places must stay.
      field.transform = 'void';
    } else {
      fields = fields.filter(other => other !== field);
    }
  }
  const equal = specs.find(
    spec =>
      JSON.stringify(spec.fields.map(comparable)) ===
      JSON.stringify(fields.map(comparable)),
  );
  if (equal)
    return {
      spec: equal,
      isNew: false,
      lastPartitionId: options.lastPartitionId,
    };
  const specId = Math.max(...specs.map(spec => spec['spec-id'])) + 1;
  return { spec: { 'spec-id': specId, fields }, isNew: true, lastPartitionId };
}

function comparable(field: PartitionFieldJson): unknown[] {
  return [field['source-id'], field['field-id'], field.name, field.transform];
}

function createPartitionField(
  schema: SchemaJson,
  fields: PartitionFieldJson[],
  wanted: PartitionBy,
  fieldId: number,
): PartitionFieldJson {
  const source = findFieldByPath(schema, wanted.column);
  if (!source)
    throw new ValidationError(
      `Cannot partition by '${wanted.column}': there is no such column.`,
    );
  if (typeof source.type !== 'string' || source.repeated) {
    throw new ValidationError(
      `Cannot partition by '${wanted.column}': it must be a primitive column, not inside a list or map.`,
    );
  }
  const transform = parsePartitionTransform(wanted.transform ?? 'identity');
  transformResultType(transform, source.type, `column '${wanted.column}'`);
  const field: PartitionFieldJson = {
    'source-id': source.id,
    'field-id': fieldId,
    name: wanted.name ?? defaultPartitionName(wanted.column, transform),
    transform: wanted.transform ?? 'identity',
  };
  const twin = fields.find(
    other =>
      other['source-id'] === field['source-id'] &&
      isRedundant(other.transform, field.transform),
  );
  if (twin)
    throw new AlreadyExistsError(
      `Partition field '${field.name}' is redundant: '${twin.name}' already divides by '${wanted.column}' in the same way.`,
    );
  requireFreeName(schema, fields, field.name, field);
  return field;
}

const TIME_TRANSFORMS = ['year', 'month', 'day', 'hour'];

function isRedundant(one: string, other: string): boolean {
  if (TIME_TRANSFORMS.includes(one)) return TIME_TRANSFORMS.includes(other);
  return one === other;
}

function requireFreeName(
  schema: SchemaJson,
  fields: PartitionFieldJson[],
  name: string,
  field: PartitionFieldJson,
): void {
  if (name === '' || /[\u0000-\u001f/]/.test(name))
    throw new ValidationError(
      `${JSON.stringify(name)} is not a name for a partition field.`,
    );
  if (
    fields.some(
      other =>
        other !== field && other.name.toLowerCase() === name.toLowerCase(),
    )
  ) {
    throw new AlreadyExistsError(
      `There is a partition field '${name}' already. Give the new one another name.`,
    );
  }
  const column = findFieldByPath(schema, name);
  const isOwnColumn =
    column?.id === field['source-id'] &&
    (field.transform === 'identity' || field.transform === 'void');
  if (column && !isOwnColumn) {
    throw new AlreadyExistsError(
      `Partition field '${name}' would be called like a column. Give it another name.`,
    );
  }
}

/**
 * A partition field with the type of its values. The source may have been dropped since: older schemas know it.
 */
export interface TypedPartitionField {
  fieldId: number;
  name: string;
  sourceId: number;
  transform: string;
  /** Type of the source column. */
  sourceType: string;
  /** Type of the partition values. */
  type: string;
}

/**
 * The fields of a spec with their types.
 *
 * @param schemas - the current schema first, then older ones.
 * @throws ValidationError for a transform or source that is not known: such a spec cannot be written.
 */
export function typedPartitionFields(
  schemas: SchemaJson[],
  spec: PartitionSpecJson,
): TypedPartitionField[] {
  return spec.fields.map(field => {
    let sourceType = 'string';
    let found = false;
    for (const schema of schemas) {
      const source = findFieldById(schema, field['source-id']);
      if (source && typeof source.type === 'string') {
        sourceType = source.type;
        found = true;
        break;
      }
    }
    if (!found && field.transform !== 'void') {
      throw new ValidationError(
        `Partition field '${field.name}' has a source column with id ${field['source-id']} that no schema of the table knows.`,
      );
    }
    return {
      fieldId: field['field-id'],
      name: field.name,
      sourceId: field['source-id'],
      transform: field.transform,
      sourceType,
      type: transformResultType(
        parsePartitionTransform(field.transform),
        sourceType,
        `partition field '${field.name}'`,
      ),
    };
  });
}
