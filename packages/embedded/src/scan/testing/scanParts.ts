import type {
  FieldType,
  SchemaField,
  TableSchema,
} from '@lakehouse-portal/table-metadata';
import type { ScanDataFile, ScanInput } from '../ScanInput';

export const primitive = (name: string): FieldType => ({
  kind: 'primitive',
  name,
});

export function field(
  id: number,
  name: string,
  type: FieldType | string,
): SchemaField {
  return {
    id,
    name,
    required: false,
    type: typeof type === 'string' ? primitive(type) : type,
  };
}

export function schemaOf(...fields: SchemaField[]): TableSchema {
  return { schemaId: 0, identifierFieldIds: [], fields };
}

export function dataFile(
  path: string,
  over: Partial<ScanDataFile> = {},
): ScanDataFile {
  return {
    path,
    sequenceNumber: 1n,
    specId: 0,
    partition: [],
    deletes: [],
    ...over,
  };
}

export function input(over: Partial<ScanInput>): ScanInput {
  return {
    schemas: [],
    partitionSpecs: [{ specId: 0, fields: [] }],
    dataFiles: [],
    deleteFiles: [],
    ...over,
  };
}
