export * from './startMoto';
