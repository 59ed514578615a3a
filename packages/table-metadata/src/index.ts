/**
 * Reads the metadata of Apache Iceberg tables without any engine.
 *
 * @packageDocumentation
 */
export * from './errors';
export * from './inspection';
export * from './io';
export * from './json';
export * from './manifests';
export * from './metadata';
export * from './model';
export * from './puffin';
export * from './rollups';
export * from './scan';
export * from './schema';
export * from './snapshots';
export * from './statistics';
export * from './transforms';
export * from './values';
