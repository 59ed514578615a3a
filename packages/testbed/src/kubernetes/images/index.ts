export * from './catalogue/hiveImage';
export * from './catalogue/localImages';
export * from './catalogue/nessieImage';
export * from './catalogue/nodeImage';
export * from './catalogue/postgresImage';
export * from './catalogue/trinoImage';
export * from './catalogue/versityGatewayImage';
export * from './LocalImage';
