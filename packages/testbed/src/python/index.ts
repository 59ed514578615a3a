export * from './pyIceberg';
