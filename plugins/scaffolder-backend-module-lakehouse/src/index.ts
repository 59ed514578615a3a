/**
 * The lakehouse module for the scaffolder back end: actions that create a lakehouse and wait for its entity.
 *
 * @packageDocumentation
 */
export { scaffolderModuleLakehouse as default } from './module';
export * from './actions';
