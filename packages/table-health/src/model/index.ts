export * from './AilmentId';
export * from './HealthDimension';
export * from './HealthInput';
export * from './HealthPolicy';
export * from './Recommendation';
export * from './TableHealth';
export * from './PropertyExplanation';
export * from './PropertyExplanation';
