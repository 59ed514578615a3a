/**
 * Reads the catalogs in which lakehouses keep their tables.
 *
 * @packageDocumentation
 */
export * from './catalog';
export * from './check';
export * from './errors';
