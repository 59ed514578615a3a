import {
  parseTableMetadata,
  type Snapshot,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { formatMetadataJson } from '../metadata/formatMetadataJson';
import type {
  SnapshotJson,
  TableMetadataJson,
} from '../metadata/TableMetadataJson';

/**
 * A table's metadata as one metadata file has it: to be changed ({@link TableState.json}), and as the model that
 * readers work with.
 */
export class TableState {
  readonly location: string;
  readonly json: TableMetadataJson;
  #model: TableMetadata | undefined;
  #shape: TableMetadata | undefined;

  constructor(location: string, json: TableMetadataJson) {
    this.location = location;
    this.json = json;
  }

  /** Made when first asked for: a writer of many small commits does not need it. */
  get model(): TableMetadata {
    this.#model ??= parseTableMetadata(
      Buffer.from(formatMetadataJson(this.json)),
      { metadataLocation: this.location },
    );
    return this.#model;
  }

  /**
   * The model without history: all that reading manifests and rows asks for, and much cheaper to make for a table of
   * hundreds of snapshots.
   *
   * @param snapshots - that it shall have.
   */
  shape(...snapshots: SnapshotJson[]): TableMetadata {
    this.#shape ??= this.#makeShape();
    return {
      ...this.#shape,
      properties: this.json.properties,
      snapshots: snapshots.map(toSnapshot),
    };
  }

  #makeShape(): TableMetadata {
    const text = formatMetadataJson({
      ...this.json,
      'current-snapshot-id': undefined,
      snapshots: [],
      'snapshot-log': [],
      'metadata-log': [],
      refs: {},
      statistics: undefined,
      'partition-statistics': undefined,
    });
    return parseTableMetadata(Buffer.from(text), {
      metadataLocation: this.location,
    });
  }
}

function toSnapshot(snapshot: SnapshotJson): Snapshot {
  return {
    snapshotId: String(snapshot['snapshot-id']),
    sequenceNumber: snapshot['sequence-number']?.toString(),
    timestampMs: snapshot['timestamp-ms'],
    summary: {},
    manifestList: snapshot['manifest-list'],
    manifests: snapshot.manifests,
    schemaId: snapshot['schema-id'],
  };
}
