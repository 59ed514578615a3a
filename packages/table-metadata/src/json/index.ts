export * from './JsonValue';
export * from './parseExactJson';
export * from './stringifyExactJson';
