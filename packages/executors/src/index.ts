/**
 * Runs the steps of a maintenance plan on the engines that the suite knows.
 *
 * @packageDocumentation
 */
export * from './embedded';
export * from './planning';
export * from './trino';
