export type { FuzzTarget } from './FuzzTarget';
export { findTarget } from './findTarget';
export { jsonTarget } from './jsonTarget';
export { manifestListTarget } from './manifestListTarget';
export { manifestTarget } from './manifestTarget';
export { metadataTarget } from './metadataTarget';
export { rollupTarget } from './rollupTarget';
export { streamTarget } from './streamTarget';
export { tableTarget } from './tableTarget';
