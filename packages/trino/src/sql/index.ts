export * from './quoteIdentifier';
export * from './quoteLiteral';
export * from './SqlToken';
export * from './tokenizeSql';
