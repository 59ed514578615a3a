/**
 * The lakehouse module for the catalog back end: lakehouses, schemas and tables as entities.
 *
 * @packageDocumentation
 */
export { catalogModuleLakehouseEntityProvider as default } from './module';
export * from './provider';
