export * from './askCatalog';
export * from './ConnectorPool';
export * from './ConnectorRegistry';
export * from './LakehouseDirectory';
