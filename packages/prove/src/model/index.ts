export * from './AccessExpectation';
export * from './ProofFailure';
export * from './ProofReport';
export * from './ProveInputError';
export * from './ProveOptions';
