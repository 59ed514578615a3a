export * from './countOf';
export * from './formatAge';
export * from './formatBytes';
export * from './formatCount';
export * from './formatDate';
export { formatDuration, formatShortDuration } from './formatDuration';
export * from './formatFactor';
export * from './formatShare';
