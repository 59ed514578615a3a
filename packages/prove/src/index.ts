/**
 * Proves that a lakehouse works, through its Trino.
 *
 * @packageDocumentation
 */
export * from './model';
export * from './document';
export * from './forward';
export * from './lab';
export { diagnose } from './diagnosis';
export { proveLakehouse } from './proveLakehouse';
export * from './session';
