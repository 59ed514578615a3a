export * from './readExpiry';
