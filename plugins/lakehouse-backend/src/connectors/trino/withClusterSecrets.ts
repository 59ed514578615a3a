import { rootCertificates } from 'node:tls';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ClusterSecretEntry, ClusterSecrets } from './ClusterSecrets';
import type { TrinoConnectorConfig } from './TrinoConnectorConfig';

/** What of a connection lies in Secrets of its cluster. */
interface SecretsOfConnection {
  password?: ClusterSecretEntry;
  ca?: ClusterSecretEntry;
}

/** `lakehouse.connections.<name>.trino.fromCluster`; undefined where all is in the configuration. */
export function readSecretsOf(
  connection: Config,
): SecretsOfConnection | undefined {
  const config = connection.getOptionalConfig('trino.fromCluster');
  if (!config) return undefined;
  const entry = (key: string): ClusterSecretEntry | undefined => {
    const secret = config.getOptionalConfig(key);
    return (
      secret && {
        cluster: config.getString('cluster'),
        namespace: config.getString('namespace'),
        ...{ name: secret.getString('name'), key: secret.getString('key') },
      }
    );
  };
  return { password: entry('password'), ca: entry('ca') };
}

/**
 * Completes a connection with what lies in Secrets of its cluster, as it is now.
 *
 * @throws InputError where a Secret has not what is needed; KubernetesError.
 */
export async function withClusterSecrets(
  config: TrinoConnectorConfig,
  { password, ca }: SecretsOfConnection,
  secrets: Pick<ClusterSecrets, 'read'> | undefined,
): Promise<TrinoConnectorConfig> {
  if (!secrets)
    throw new InputError(
      'trino.fromCluster: this portal reads no Secrets of clusters',
    );
  const { client } = config;
  return {
    ...config,
    client: {
      ...client,
      ...(password && {
        authentication: {
          ...{ type: 'basic', username: client.user },
          password: await secrets.read(password),
        },
      }),
      ...(ca && {
        tls: {
          ...client.tls,
          // It may be reached by an ingress, too, whose certificate others have signed.
          ca: [await secrets.read(ca), ...rootCertificates].join('\n'),
        },
      }),
    },
  };
}
