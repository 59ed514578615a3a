/**
 * For modules of the lakehouse back end: extension points and the service to call it.
 *
 * @packageDocumentation
 */
export * from './DefaultLakehouseService';
export * from './LakehouseConnector';
export * from './LakehouseService';
export * from './kubernetes';
export * from './lakehouseConnectorsExtensionPoint';
export * from './lakehouseServiceRef';
export * from './refuseUnknownKeys';
