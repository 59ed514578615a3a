/**
 * Connections of app-config without a portal: what the command `lakehouse` opens them with, by the same code, so that what works
 * on a terminal works in the portal.
 *
 * @packageDocumentation
 */
export {
  openConnection,
  type OpenConnectionOptions,
} from './connectors/openConnection';
export { readMetadata } from './scan/readMetadata';
