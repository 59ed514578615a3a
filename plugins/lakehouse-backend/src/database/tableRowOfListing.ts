import type { TableRow } from './rows';
import { storableText } from './storableText';
import type { TableStore } from './TableStore';

/** After the healthy ones: it has no health. */
const NO_HEALTH_RANK = 4;

/** Columns of what is listed and not read: no figures, no verdict. */
export function tableRowOfListing(
  name: { schema: string; table: string },
  state: Parameters<TableStore['saveListing']>[1],
): Partial<TableRow> {
  const { kind, format, unreadable, traits, scannedAt } = state;
  const words = [`${name.schema}.${name.table}`, traits.owner, kind, format];
  return {
    kind,
    format: storableText(format),
    unreadable: storableText(unreadable ?? ''),
    owner: traits.owner ?? null,
    layer: traits.layer === undefined ? null : storableText(traits.layer),
    description: null,
    identity_key: traits.identityKey,
    severity: 'unknown',
    severity_rank: NO_HEALTH_RANK,
    score: null,
    score_is_upper_bound: false,
    slowdown: null,
    due: '[]',
    policy_key: null,
    judged_at: null,
    table_uuid: null,
    read_location: null,
    format_version: null,
    size_bytes: null,
    data_files: null,
    records: null,
    reclaimable_bytes: null,
    reclaimable_files: null,
    snapshots: null,
    last_commit_at: null,
    search_text: storableText(
      words.filter(Boolean).join('\n'),
    ).toLocaleLowerCase('en-US'),
    scanned_at: scannedAt,
    scan_error: null,
    incomplete: false,
    current_snapshot_id: null,
  };
}
