/**
 * The command `lakehouse`: tables and their health on a terminal.
 *
 * @packageDocumentation
 */
export { run } from './run';
export type { Terminal } from './output/Terminal';
