/**
 * Reads the catalogs in which lakehouses keep their tables.
 *
 * @packageDocumentation
 */
export * from './auth';
export * from './catalog';
export * from './check';
export * from './errors';
export * from './folder';
export * from './glue';
export * from './hive';
export * from './http';
export * from './jdbc';
export * from './nessie';
export * from './rest';
export * from './unity';
