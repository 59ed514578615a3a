export * from './LocalImage';
