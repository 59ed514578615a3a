export * from './RunPace';
export * from './TablePaces';
