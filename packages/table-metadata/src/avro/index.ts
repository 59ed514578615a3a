export { type AvroFile, openAvroFile } from './openAvroFile';
export { readAvroRecords } from './readAvroRecords';
export type { ProjectedField, RecordProjection } from './RecordProjection';
