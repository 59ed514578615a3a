export * from './checkLayer';
