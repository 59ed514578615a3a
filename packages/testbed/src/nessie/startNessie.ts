import { JvmProgram } from '../jvm';
import { freePort } from '../processes';
import type { S3Access } from '../rest/S3Access';
import type { StoreServer } from '../stores';

/** The newest that Maven Central has as one jar. */
export const NESSIE_VERSION = '0.99.0';

/** Name of the only warehouse. */
export const NESSIE_WAREHOUSE = 'warehouse';

/** Who is let in, and what they may do. */
export interface NessieAccess {
  /** Address of the identity provider, whose tokens it takes. */
  issuer: string;
  /** Rules by any name, each an expression of the Common Expression Language: `op=='VIEW_REFERENCE' && role=='portal'`. */
  rules: Record<string, string>;
}

/**
 * Starts a Nessie on the loopback interface that keeps everything in memory, with one warehouse named `warehouse`.
 * Fetched from Maven Central on first use (245 MB).
 *
 * @param options - `warehouse`: `s3://bucket/folder`. `access`: without it everybody may do everything.
 * @returns The server: Iceberg REST is at `url`/iceberg, Nessie's own API at `url`/api/v2.
 * @throws MissingPrerequisiteError without Maven or a JDK of at least 17.
 */
export async function startNessie(options: {
  warehouse: string;
  s3: S3Access;
  access?: NessieAccess;
}): Promise<StoreServer> {
  const { warehouse, s3, access } = options;
  const program = new JvmProgram({
    pom: 'nessie',
    sources: ['withparent'],
    main: 'io.quarkus.runner.GeneratedMain',
    jdk: { minimum: 17 },
  });
  const [port, management] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const s3Options = 'nessie.catalog.service.s3.default-options';
  return program.start([], {
    url,
    readyUrl: `${url}/api/v2/config`,
    systemProperties: {
      'quarkus.http.host': '127.0.0.1',
      'quarkus.http.port': String(port),
      'quarkus.management.host': '127.0.0.1',
      'quarkus.management.port': String(management),
      'quarkus.otel.sdk.disabled': 'true',
      'nessie.version.store.type': 'IN_MEMORY',
      'nessie.catalog.default-warehouse': NESSIE_WAREHOUSE,
      [`nessie.catalog.warehouses.${NESSIE_WAREHOUSE}.location`]: warehouse,
      [`${s3Options}.endpoint`]: s3.endpoint,
      [`${s3Options}.region`]: s3.region,
      [`${s3Options}.path-style-access`]: 'true',
      [`${s3Options}.access-key`]: 'urn:nessie-secret:quarkus:lakecreds',
      'lakecreds.name': s3.accessKeyId,
      ...(access && propertiesOf(access)),
    },
    env: { LAKECREDS_SECRET: s3.secretAccessKey },
  });
}

function propertiesOf({ issuer, rules }: NessieAccess): Record<string, string> {
  return {
    'nessie.server.authentication.enabled': 'true',
    'quarkus.oidc.tenant-enabled': 'true',
    'quarkus.oidc.auth-server-url': issuer,
    'quarkus.oidc.client-id': 'nessie',
    'nessie.server.authorization.enabled': 'true',
    ...Object.fromEntries(
      Object.entries(rules).map(([name, rule]) => [
        `nessie.server.authorization.rules.${name}`,
        rule,
      ]),
    ),
  };
}
