export * from './RunPace';
export * from './TablePaces';
export * from './AutomaticStarts';
