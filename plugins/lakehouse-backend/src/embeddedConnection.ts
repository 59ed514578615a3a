/**
 * Connections of type `embedded` of app-config without a portal, and without what opens the others: the command `lakehouse` reads
 * their tables itself.
 *
 * @packageDocumentation
 */
export { readEmbeddedConnection } from './connectors/embedded/readEmbeddedConnection';
