/**
 * Secrets of ours in texts of others: a server may quote what it was sent, in a form of its own.
 *
 * @packageDocumentation
 */
export * from './Redactor';
export * from './secretPattern';
export * from './withoutSecrets';
