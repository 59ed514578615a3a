export * from './TrinoType';
export * from './TrinoValue';
export * from './trinoValueToJson';
