import type { JsonValue } from '../json';
import type { PartitionField, PartitionSpec, ReadWarning } from '../model';
import { JsonFields } from './JsonFields';
import { parseTransformName } from './parseTransformName';

/** First id of partition fields; below are column ids. */
const FIRST_PARTITION_FIELD_ID = 1000;

/** `partition-specs` and `default-spec-id`; where format version 1 has `partition-spec` alone, that one under id 0. */
export function parsePartitionSpecs(
  fields: JsonFields,
  warnings: ReadWarning[],
): { partitionSpecs: PartitionSpec[]; defaultSpecId: number | undefined } {
  const byId = new Map<number, PartitionSpec>();
  for (const entry of fields.objects('partition-specs')) {
    const specId = entry.fields.integer('spec-id');
    const specFields = parseFields(entry.fields, 'fields', warnings);
    if (specId === undefined || !specFields) {
      warnings.push({
        code: 'partition-spec-unreadable',
        message: `${entry.path} could not be read; it is left out`,
      });
    } else if (byId.has(specId)) {
      warnings.push({
        code: 'partition-spec-duplicate',
        message: `There are several partition specs with the id ${specId}; the first one counts`,
      });
    } else {
      byId.set(specId, { specId, fields: specFields });
    }
  }
  const partitionSpecs = [...byId.values()];
  if (
    partitionSpecs.length === 0 &&
    fields.raw('partition-spec') !== undefined
  ) {
    const specFields = parseFields(fields, 'partition-spec', warnings);
    if (specFields) partitionSpecs.push({ specId: 0, fields: specFields });
    else
      warnings.push({
        code: 'partition-spec-unreadable',
        message: 'partition-spec could not be read; it is left out',
      });
    return { partitionSpecs, defaultSpecId: specFields ? 0 : undefined };
  }
  const defaultSpecId =
    fields.integer('default-spec-id') ??
    (partitionSpecs.length === 1 ? partitionSpecs[0].specId : undefined);
  if (!partitionSpecs.some(({ specId }) => specId === defaultSpecId)) {
    warnings.push({
      code: 'default-partition-spec-missing',
      message: `The default partition spec, ${
        defaultSpecId ?? 'of no stated id'
      }, is not among those that could be read`,
    });
  }
  return { partitionSpecs, defaultSpecId };
}

function parseFields(
  fields: JsonFields,
  key: string,
  warnings: ReadWarning[],
): PartitionField[] | undefined {
  if (!Array.isArray(fields.raw(key))) return undefined;
  const result: PartitionField[] = [];
  for (const [index, entry] of fields.objects(key).entries()) {
    const name = entry.fields.string('name');
    const transform = entry.fields.string('transform');
    const sourceIds = parseSourceIds(entry.fields);
    if (
      name === undefined ||
      transform === undefined ||
      sourceIds.length === 0
    ) {
      warnings.push({
        code: 'partition-field-unreadable',
        message: `${entry.path} needs "name", "transform" and "source-id"`,
      });
      // A spec with a field missing would give every file a wrong partition.
      return undefined;
    }
    result.push({
      sourceIds,
      fieldId:
        entry.fields.integer('field-id') ?? FIRST_PARTITION_FIELD_ID + index,
      name,
      ...parseTransformName(transform),
    });
  }
  return result.length === (fields.raw(key) as JsonValue[]).length
    ? result
    : undefined;
}

/** `source-id`, or `source-ids` for transforms of several columns (v3). */
export function parseSourceIds(fields: JsonFields): number[] {
  const ids = fields.integers('source-ids');
  if (ids.length > 0) return ids;
  const id = fields.integer('source-id');
  return id === undefined ? [] : [id];
}
