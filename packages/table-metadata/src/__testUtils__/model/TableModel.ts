/** A primitive or nested partition value as the model has it. */
export type ModelValue = null | number | bigint | string;

export interface ModelField {
  id: number;
  name: string;
  type: string;
  required: boolean;
}

export interface ModelPartitionField {
  fieldId: number;
  sourceId: number;
  name: string;
  transform: 'identity' | 'day' | 'bucket[4]' | 'void';
}

export interface ModelSpec {
  specId: number;
  fields: ModelPartitionField[];
}

export interface ModelFile {
  content: 'data' | 'position-deletes' | 'equality-deletes';
  path: string;
  format: 'PARQUET' | 'ORC' | 'AVRO' | 'PUFFIN';
  specId: number;
  partition: ModelValue[];
  records: bigint;
  bytes: bigint;
  sortOrderId?: number;
  equalityIds?: number[];
  referencedDataFile?: string;
  contentOffset?: bigint;
  contentBytes?: bigint;
  /** Lower and upper bound of column 1 (long), as numbers. */
  bounds?: [lower: bigint, upper: bigint];
  /** Position deletes of one file may name it by equal bounds of `file_path` instead. */
  namesFileByBounds?: boolean;
  /** Given when the file is committed. */
  sequenceNumber: bigint;
  addedBy: bigint;
}

export interface ModelEntry {
  status: 'existing' | 'added' | 'deleted';
  file: ModelFile;
}

export interface ModelManifest {
  path: string;
  specId: number;
  content: 'data' | 'deletes';
  addedBy: bigint;
  sequenceNumber: bigint;
  entries: ModelEntry[];
}

export interface ModelSnapshot {
  id: bigint;
  parent?: bigint;
  sequenceNumber: bigint;
  timestampMs: number;
  operation: string;
  schemaId: number;
  manifests: ModelManifest[];
}

/** How the files are written; none of it changes what the table says. */
export interface ModelStyle {
  codec: 'null' | 'deflate' | 'snappy' | 'zstandard';
  fieldIds: boolean;
  /** Counts of Avro arrays are negative and followed by sizes. */
  arraySizes: boolean;
  itemsPerBlock?: number;
  recordsPerBlock: number;
  /** Optional fields are in the schemas. */
  optionalFields: boolean;
  /** Manifest lists state how many files each manifest has. */
  counts: boolean;
  longsForInts: boolean;
  gzipMetadata: boolean;
}

/** A table as its history has made it: what every reader should see, with nothing of how files are encoded. */
export interface TableModel {
  formatVersion: 1 | 2 | 3;
  schemas: ModelField[][];
  specs: ModelSpec[];
  /** In the order of their commits; expired ones are gone. */
  snapshots: ModelSnapshot[];
  current?: ModelSnapshot;
  tags: Map<string, bigint>;
  style: ModelStyle;
}

/** Live files of a snapshot. */
export function liveFiles(snapshot: ModelSnapshot): ModelFile[] {
  return snapshot.manifests.flatMap(({ entries }) =>
    entries
      .filter(({ status }) => status !== 'deleted')
      .map(({ file }) => file),
  );
}
