export * from './mayStart';
export * from './windowAt';
export * from './dueMaintenance';
