import { CorruptMetadataError } from '../errors';
import type { ReadWarning, TableSchema } from '../model';
import { flattenSchema } from '../schema';
import { parseFields } from '../schema/parseType';
import { JsonFields } from './JsonFields';

/** Characters of all full names in a schema: 100,000 fields of 160 characters. */
const MAX_PATHS = 16_000_000;

/** `schemas` and `current-schema-id`; where format version 1 has `schema` alone, that one. */
export function parseSchemas(
  fields: JsonFields,
  warnings: ReadWarning[],
): { schemas: TableSchema[]; currentSchemaId: number | undefined } {
  const byId = new Map<number, TableSchema>();
  for (const entry of fields.objects('schemas')) {
    const schema = parseSchema(entry.fields, entry.path, warnings);
    if (schema) addUnique(schema, byId, warnings);
  }
  const schemas = [...byId.values()];
  const single = fields.object('schema');
  if (schemas.length === 0 && single) {
    const schema = parseSchema(
      new JsonFields(single, 'schema', warnings),
      'schema',
      warnings,
    );
    if (schema) schemas.push(schema);
    return { schemas, currentSchemaId: schema?.schemaId };
  }
  const currentSchemaId =
    fields.integer('current-schema-id') ?? onlyId(schemas);
  if (!schemas.some(({ schemaId }) => schemaId === currentSchemaId)) {
    warnings.push({
      code: 'current-schema-missing',
      message: `The current schema, ${
        currentSchemaId ?? 'of no stated id'
      }, is not among the schemas that could be read`,
    });
  }
  return { schemas, currentSchemaId };
}

function onlyId(schemas: TableSchema[]): number | undefined {
  return schemas.length === 1 ? schemas[0].schemaId : undefined;
}

function parseSchema(
  fields: JsonFields,
  path: string,
  warnings: ReadWarning[],
): TableSchema | undefined {
  try {
    const schema: TableSchema = {
      // Format version 1 wrote schemas without an id; engines number that one 0.
      schemaId: fields.integer('schema-id') ?? 0,
      identifierFieldIds: fields.integers('identifier-field-ids'),
      fields: parseFields(fields.raw('fields'), `${path}.fields`),
    };
    warnOfDuplicateIds(schema, path, warnings);
    return schema;
  } catch (error) {
    if (!(error instanceof CorruptMetadataError)) throw error;
    warnings.push({
      code: 'schema-unreadable',
      message: `A schema could not be read: ${error.message}`,
    });
    return undefined;
  }
}

function addUnique(
  schema: TableSchema,
  schemas: Map<number, TableSchema>,
  warnings: ReadWarning[],
): void {
  if (schemas.has(schema.schemaId)) {
    warnings.push({
      code: 'schema-duplicate',
      message: `There are several schemas with the id ${schema.schemaId}; the first one counts`,
    });
  } else {
    schemas.set(schema.schemaId, schema);
  }
}

/** @throws CorruptMetadataError where the full names of its fields, which are made of each other, would take up the memory. */
function warnOfDuplicateIds(
  schema: TableSchema,
  path: string,
  warnings: ReadWarning[],
): void {
  const seen = new Set<number>();
  let characters = 0;
  for (const field of flattenSchema(schema)) {
    characters += field.path.length;
    if (characters > MAX_PATHS)
      throw new CorruptMetadataError(
        `the full names of the fields of ${path} have more than ${MAX_PATHS} characters`,
      );
    if (seen.has(field.id)) {
      warnings.push({
        code: 'field-id-duplicate',
        message: `${path} gives the field id ${field.id} to ${field.path} and to another field`,
      });
    }
    seen.add(field.id);
  }
}
