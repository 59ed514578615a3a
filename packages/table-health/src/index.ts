/**
 * Judges the health of a table from its metadata and a policy, and explains the verdict.
 *
 * @packageDocumentation
 */
export * from './model';
