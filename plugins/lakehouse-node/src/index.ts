/**
 * For modules of the lakehouse back end: extension points and the service to call it.
 *
 * @packageDocumentation
 */
export * from './lakehouseChangedEvent';
export * from './LakehouseConnector';
export * from './lakehouseConnectorsExtensionPoint';
export * from './LakehouseService';
