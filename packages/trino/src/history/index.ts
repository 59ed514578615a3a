export * from './queriedTable';
export * from './readEndedQueries';
