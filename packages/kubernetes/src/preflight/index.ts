export * from './preflight';
export * from './PreflightOptions';
export * from './PreflightReport';
