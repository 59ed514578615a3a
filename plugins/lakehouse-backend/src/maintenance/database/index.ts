export * from './DatabaseRunStore';
export * from './DueStore';
