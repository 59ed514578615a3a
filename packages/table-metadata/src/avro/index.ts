export { AvroCursor } from './AvroCursor';
export { compileRecordDecoder, type RecordProjection } from './compileDecoder';
export { type AvroFile, openAvroFile } from './openAvroFile';
export { readAvroRecords } from './readAvroRecords';
export type { AvroNode, AvroRecord } from './AvroNode';
