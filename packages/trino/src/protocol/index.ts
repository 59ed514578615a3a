export * from './createStatementClient';
export * from './StatementPage';
export * from './StatementTransport';
