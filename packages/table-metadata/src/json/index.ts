export * from './JsonValue';
export * from './parseExactJson';
export * from './splitJsonObject';
export * from './stringifyExactJson';
