export * from './UnityCatalog';
export * from './UnityCatalogOptions';
