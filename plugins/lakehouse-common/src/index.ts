/**
 * Types, permissions and annotations that the lakehouse plugins share.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './client';
export * from './entities';
export * from './entityNames';
export * from './events';
export * from './lakehouseErrorName';
export * from './lakehouseNames';
export * from './permissions';
export * from './tableIdentities';
export * from './tableNameParameter';
