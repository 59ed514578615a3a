export * from './accessExpectations';
export * from './proofOf';
