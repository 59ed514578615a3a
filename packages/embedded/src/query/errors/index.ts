export * from './QueryBusyError';
export * from './QueryCancelledError';
export * from './QueryDataError';
export * from './QueryFailedError';
export * from './QueryMemoryError';
export * from './QueryRejectedError';
export * from './QueryTimeoutError';
