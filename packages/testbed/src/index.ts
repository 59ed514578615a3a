/**
 * Starts the real systems that tests use. For development only.
 *
 * @packageDocumentation
 */
export * from './MissingPrerequisiteError';
export * from './glue';
export * from './hive';
export * from './jvm';
export * from './kubernetes';
export * from './lab';
export * from './mariadb';
export * from './nessie';
export * from './polaris';
export * from './postgres';
export * from './processes';
export * from './python';
export * from './rest';
export * from './sources';
export * from './spark';
export * from './stores';
export * from './systems';
export * from './trino';
export * from './unity';
