import { join } from 'node:path';
import { freePorts } from '../processes/freePorts';
import type { S3Access } from '../rest/S3Access';
import { StoreServer } from '../stores/StoreServer';
import { findJava } from '../trino/findJava';
import { buildPolaris } from './buildPolaris';

/** Name of the only realm. */
export const POLARIS_REALM = 'POLARIS';

const START_TIMEOUT_MS = 180_000;

/**
 * Starts Polaris on the loopback interface. Built from its source on first use.
 *
 * @param options - `clientId` and `clientSecret`: of the administrator of the realm; `s3`: whose keys it has, to lend others
 * by STS; `env`: settings besides, over those for tests (entities in memory).
 * @returns The server: Iceberg REST is at `url`/api/catalog, its own API at `url`/api/management/v1.
 * @throws MissingPrerequisiteError without git, its source, Maven or a JDK 21.
 */
export async function startPolaris(options: {
  clientId: string;
  clientSecret: string;
  s3: S3Access;
  env?: Record<string, string>;
}): Promise<StoreServer> {
  const { clientId, clientSecret, s3 } = options;
  const directory = await buildPolaris();
  const [port, management] = await freePorts(2);
  const url = `http://127.0.0.1:${port}`;
  return StoreServer.start({
    name: 'polaris',
    command: join(findJava(21, Infinity, 'Polaris'), 'bin', 'java'),
    args: [
      ...['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
      '-Dquarkus.http.host=127.0.0.1',
      `-Dquarkus.http.port=${port}`,
      '-Dquarkus.management.host=127.0.0.1',
      `-Dquarkus.management.port=${management}`,
      '-Dquarkus.otel.sdk.disabled=true',
      // Its log is the one of the process: no files of its own beside it.
      '-Dquarkus.log.file.enabled=false',
      ...['-jar', join(directory, 'quarkus-run.jar')],
    ],
    env: {
      POLARIS_PERSISTENCE_TYPE: 'in-memory',
      POLARIS_REALM_CONTEXT_REALMS: POLARIS_REALM,
      POLARIS_BOOTSTRAP_CREDENTIALS: `${POLARIS_REALM},${clientId},${clientSecret}`,
      AWS_REGION: s3.region,
      AWS_ACCESS_KEY_ID: s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
      ...options.env,
    },
    url,
    readyUrl: `http://127.0.0.1:${management}/q/health/ready`,
    needsSuccess: true,
    startTimeoutMs: START_TIMEOUT_MS,
  });
}
