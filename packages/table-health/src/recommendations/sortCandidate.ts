import type {
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';

/**
 * The column to propose for a sort order: the one by which files already lie best, else the first
 * time, date or number of the schema. What queries filter on is not known here.
 */
export function sortCandidate(
  metadata: TableMetadata,
  files: FileStatistics,
): { fieldId: number; column: string } | undefined {
  const byOrder = [...files.clustering].sort(
    (a, b) => a.filesPerPoint - b.filesPerPoint,
  );
  if (byOrder.length > 0) {
    return { fieldId: byOrder[0].fieldId, column: byOrder[0].column };
  }
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  const ranked = (schema?.fields ?? [])
    .map(field => ({
      field,
      rank: field.type.kind === 'primitive' ? rankOf(field.type.name) : 0,
    }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank);
  return ranked.length === 0
    ? undefined
    : { fieldId: ranked[0].field.id, column: ranked[0].field.name };
}

function rankOf(type: string): number {
  if (type.startsWith('timestamp')) {
    return 3;
  }
  if (type === 'date') {
    return 2;
  }
  return type === 'long' || type === 'int' ? 1 : 0;
}
