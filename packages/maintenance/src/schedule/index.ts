export * from './mayStart';
export * from './windowAt';
