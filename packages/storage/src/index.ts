/**
 * Reads the files of tables from object stores and over HTTP.
 *
 * @packageDocumentation
 */
export * from './errors';
