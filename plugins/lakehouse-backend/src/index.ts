/**
 * The lakehouse back end plugin.
 *
 * @packageDocumentation
 */
export { lakehousePlugin as default } from './plugin';
