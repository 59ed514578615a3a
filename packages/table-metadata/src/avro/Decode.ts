import type { AvroCursor } from './AvroCursor';

/** Reads one value. */
export type Decode = (cursor: AvroCursor) => unknown;
