export * from './rollUp';
export * from './rollUpBy';
