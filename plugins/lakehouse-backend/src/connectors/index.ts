export * from './askCatalog';
export * from './catalogKinds';
export * from './ConnectorPool';
export * from './ConnectorRegistry';
export * from './LakehouseDirectory';
