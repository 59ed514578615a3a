import { closeSync, openSync, writeSync } from 'node:fs';

/** First snapshot id: beyond 2^53, so that a reader that rounds is found out. */
const FIRST_ID = 4_358_109_269_898_191_234n;

/** The id of the n-th snapshot, as scattered as those that engines draw. */
export function benchSnapshotId(index: number): bigint {
  return BigInt.asUintN(
    62,
    FIRST_ID + BigInt(index) * 1_181_783_497_276_652_981n,
  );
}

/** What every reader has to find in a metadata file. */
export interface SnapshotTotals {
  snapshots: number;
  /** Sum of `added-records`, decimal. */
  addedRecords: string;
  /** Sum of the times, decimal. */
  timestampMs: string;
  /** Characters of all manifest list locations. */
  manifestListLength: number;
  /** Sum of all snapshot ids, decimal: only who keeps them exact has it right. */
  snapshotIds: string;
}

/**
 * Writes a metadata file of many snapshots as Spark commits them, about 900 bytes each: 302,000 are 273 MB.
 */
export function makeMetadataFile(
  path: string,
  snapshots: number,
): { sizeBytes: number; totals: SnapshotTotals } {
  const file = openSync(path, 'w');
  let size = 0;
  let addedRecords = 0n;
  let timestampMs = 0n;
  let manifestListLength = 0;
  let snapshotIds = 0n;
  let text = `{"format-version":2,"table-uuid":"9c12d441-03fe-4693-9a96-a0705ddf69c1","location":"s3://lake/warehouse/db/events","last-sequence-number":${snapshots},"last-updated-ms":1795678991477,"last-column-id":2,"current-schema-id":0,"schemas":[{"type":"struct","schema-id":0,"fields":[{"id":1,"name":"id","required":true,"type":"long"},{"id":2,"name":"day","required":false,"type":"date"}]}],"default-spec-id":0,"partition-specs":[{"spec-id":0,"fields":[{"name":"day","transform":"identity","source-id":2,"field-id":1000}]}],"last-partition-id":1000,"default-sort-order-id":0,"sort-orders":[{"order-id":0,"fields":[]}],"properties":{"owner":"bench"},"current-snapshot-id":${benchSnapshotId(
    snapshots - 1,
  )},"refs":{"main":{"snapshot-id":${benchSnapshotId(
    snapshots - 1,
  )},"type":"branch"}},"snapshots":[`;
  for (let index = 0; index < snapshots; index++) {
    const made = snapshot(index);
    text += (index === 0 ? '' : ',') + made.text;
    addedRecords += BigInt(made.records);
    timestampMs += BigInt(made.timestampMs);
    manifestListLength += made.manifestList.length;
    snapshotIds += benchSnapshotId(index);
    if (text.length > 1_000_000) {
      size += writeSync(file, text);
      text = '';
    }
  }
  size += writeSync(
    file,
    `${text}],"statistics":[],"partition-statistics":[],"snapshot-log":[],"metadata-log":[]}`,
  );
  closeSync(file);
  return {
    sizeBytes: size,
    totals: {
      snapshots,
      addedRecords: String(addedRecords),
      timestampMs: String(timestampMs),
      manifestListLength,
      snapshotIds: String(snapshotIds),
    },
  };
}

function snapshot(index: number): {
  text: string;
  records: number;
  timestampMs: number;
  manifestList: string;
} {
  const id = benchSnapshotId(index);
  const parent =
    index === 0 ? '' : `"parent-snapshot-id":${benchSnapshotId(index - 1)},`;
  const hex = (seed: number, digits: number): string =>
    ((BigInt(seed) * 0x9e3779b97f4a7c15n) % 2n ** BigInt(digits * 4))
      .toString(16)
      .padStart(digits, '0');
  const uuid = `${hex(index + 1, 8)}-${hex(index + 2, 4)}-4${hex(
    index + 3,
    3,
  )}-a${hex(index + 5, 3)}-${hex(index + 7, 12)}`;
  const files = 3 + (index % 7);
  const records = 10_000 + ((index * 7919) % 90_000);
  const timestampMs = 1_700_000_000_000 + index * 60_000;
  const manifestList = `s3://lake/warehouse/db/events/metadata/snap-${id}-1-${uuid}.avro`;
  const text = `{"sequence-number":${
    index + 1
  },"snapshot-id":${id},${parent}"timestamp-ms":${timestampMs},"summary":{"operation":"append","spark.app.id":"local-1795678970${
    100 + (Math.floor(index / 500) % 900)
  }","added-data-files":"${files}","added-records":"${records}","added-files-size":"${
    records * 37
  }","manifests-created":"1","manifests-kept":"${
    index % 100
  }","manifests-replaced":"0","spark.app.name":"events ingestion, hourly","changed-partition-count":"${
    1 + (index % 3)
  }","total-records":"${index * 55_000 + records}","total-files-size":"${
    index * 2_035_000 + records * 37
  }","total-data-files":"${
    index * 6 + files
  }","total-delete-files":"0","total-position-deletes":"0","total-equality-deletes":"0","engine-version":"4.0.1","app-id":"local-1795678970${
    100 + (Math.floor(index / 500) % 900)
  }","engine-name":"spark","iceberg-version":"Apache Iceberg 1.11.0 (commit 6976e020b894f6a6777704df2b8c4458cb291ae9)"},"manifest-list":"${manifestList}","schema-id":0}`;
  return { text, records, timestampMs, manifestList };
}
