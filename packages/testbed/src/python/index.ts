export * from './pyIceberg';
export * from './pythonEnvironment';
