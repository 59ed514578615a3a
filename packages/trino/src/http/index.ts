export * from './exchange';
export * from './ExchangeFailure';
export * from './RetryBudget';
