import { stringifyLosslessJson } from '../json/stringifyLosslessJson';
import { currentSchema, defaultSpec } from './metadataParts';
import type { TableMetadataJson } from './TableMetadataJson';

/** Texts of snapshots and schemas, which never change: with hundreds of snapshots this is most of the work. */
const texts = new WeakMap<object, string>();

/**
 * The text of a metadata file. Version 1 gets the members that its readers expect.
 */
export function formatMetadataJson(metadata: TableMetadataJson): string {
  const version1 = metadata['format-version'] === 1;
  const { snapshots, schemas, ...rest } = metadata;
  const head = stringifyLosslessJson({
    ...rest,
    'last-sequence-number': version1
      ? undefined
      : metadata['last-sequence-number'],
    // Version 1 readers take -1 for "none"; from version 2 on it is absent.
    'current-snapshot-id':
      metadata['current-snapshot-id'] ?? (version1 ? -1 : undefined),
    schema: version1 ? currentSchema(metadata) : undefined,
    'partition-spec': version1 ? defaultSpec(metadata).fields : undefined,
  });
  return `${head.slice(0, -1)},"schemas":[${schemas
    .map(textOf)
    .join(',')}],"snapshots":[${snapshots.map(textOf).join(',')}]}`;
}

function textOf(value: object): string {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = stringifyLosslessJson(value);
  texts.set(value, text);
  return text;
}
