export * from './formatAge';
export * from './formatBytes';
export * from './formatCount';
export * from './formatDate';
export * from './formatDuration';
export * from './formatFactor';
export * from './formatShare';
