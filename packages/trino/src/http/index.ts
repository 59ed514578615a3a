export * from './exchange';
export * from './ExchangeFailure';
export * from './Redactor';
export * from './RetryBudget';
