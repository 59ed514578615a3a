/**
 * What maintenance a table needs, in which order and why; policies, approvals, runs and their verification.
 *
 * @packageDocumentation
 */
export * from './errors';
export * from './model';
export * from './plan';
export * from './policy';
export * from './run';
export * from './schedule';
