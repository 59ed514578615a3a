/**
 * Types, permissions and annotations that the lakehouse plugins share.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './entities';
export * from './entityRefs';
export * from './permissions';
