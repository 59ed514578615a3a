export * from './quoteIdentifier';
export * from './quoteLiteral';
