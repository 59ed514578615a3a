export type { JsonBudget } from './JsonBudget';
export * from './JsonValue';
export * from './parseExactJson';
export * from './splitJsonObject';
export * from './stringifyExactJson';
