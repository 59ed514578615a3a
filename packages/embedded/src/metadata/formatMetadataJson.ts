import { stringifyLosslessJson } from '../json/stringifyLosslessJson';
import { currentSchema, defaultSpec } from './metadataParts';
import type { TableMetadataJson } from './TableMetadataJson';

/**
 * The text of a metadata file. Version 1 gets the members that its readers expect.
 */
export function formatMetadataJson(metadata: TableMetadataJson): string {
  const version1 = metadata['format-version'] === 1;
  const rest = { ...metadata, schema: undefined, 'partition-spec': undefined };
  return stringifyLosslessJson({
    ...rest,
    'last-sequence-number': version1 ? undefined : metadata['last-sequence-number'],
    // Version 1 readers take -1 for "none"; from version 2 on it is absent.
    'current-snapshot-id': metadata['current-snapshot-id'] ?? (version1 ? -1 : undefined),
    snapshots: version1 ? metadata.snapshots.map(snapshot => ({ ...snapshot, 'sequence-number': undefined })) : metadata.snapshots,
    ...(version1 ? { schema: currentSchema(metadata), 'partition-spec': defaultSpec(metadata).fields } : {}),
  });
}
