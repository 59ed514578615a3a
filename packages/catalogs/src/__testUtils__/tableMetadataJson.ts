/** The text of a small metadata file, with a snapshot id that no double holds. */
export function tableMetadataJson(
  options: { location?: string; sequenceNumber?: number } = {},
): string {
  const location = options.location ?? 's3://lake/shop/orders';
  return `{"format-version":2,"table-uuid":"9c12d441-03fe-4693-9a96-a0705ddf69c1","location":${JSON.stringify(
    location,
  )},"last-sequence-number":${
    options.sequenceNumber ?? 1
  },"last-updated-ms":1732406336437,"last-column-id":1,"current-schema-id":0,"schemas":[{"type":"struct","schema-id":0,"fields":[{"id":1,"name":"id","required":true,"type":"long"}]}],"default-spec-id":0,"partition-specs":[{"spec-id":0,"fields":[]}],"last-partition-id":999,"default-sort-order-id":0,"sort-orders":[{"order-id":0,"fields":[]}],"properties":{},"current-snapshot-id":7634966758708777637,"refs":{"main":{"snapshot-id":7634966758708777637,"type":"branch"}},"snapshots":[{"sequence-number":1,"snapshot-id":7634966758708777637,"timestamp-ms":1732406336437,"summary":{"operation":"append"},"manifest-list":${JSON.stringify(
    `${location}/metadata/snap-1.avro`,
  )},"schema-id":0}],"statistics":[],"partition-statistics":[],"snapshot-log":[],"metadata-log":[]}`;
}
