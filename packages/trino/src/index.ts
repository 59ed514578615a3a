/**
 * Runs statements on Trino through trino-client, without its defects.
 *
 * @packageDocumentation
 */
export * from './client';
export * from './errors';
export * from './history';
export type {
  TrinoAuthentication,
  TrinoClientOptions,
  TrinoLimits,
  TrinoRetryOptions,
  TrinoSession,
  TrinoTlsOptions,
} from './options';
export type { TrinoProgress } from './protocol';
export * from './sql';
export * from './values';
export * from './iceberg';
