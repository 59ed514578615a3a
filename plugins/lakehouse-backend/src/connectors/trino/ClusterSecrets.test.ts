import { ConfigReader } from '@backstage/config';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { KubernetesPlace } from '@lakehouse-portal/plugin-lakehouse-common';
import { ClusterSecrets } from './ClusterSecrets';
import { readTrinoConfig } from './readTrinoConfig';
import { readSecretsOf, withClusterSecrets } from './withClusterSecrets';

const USERS = '/api/v1/namespaces/lakes/secrets/lake-trino-users';
const PLACE: KubernetesPlace = {
  ...{ cluster: 'production', namespace: 'lakes' },
  trino: {
    ...{ server: 'https://trino', catalog: 'lakehouse', user: 'admin' },
    secrets: { password: { name: 'lake-trino-users', key: 'password' } },
  },
};

/** A cluster with one Secret, which these may read. */
function secretsFor(mayRead: (credentials: BackstageCredentials) => boolean) {
  const status = (code: number, message: string) => ({
    status: code,
    body: JSON.stringify({
      ...{ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message },
    }),
  });
  return ClusterSecrets.create({
    auth: mockServices.auth(),
    kubernetes: {
      transportTo: async (cluster, credentials) => ({
        request: async ({ path }) => {
          if (cluster !== 'production' || path !== USERS)
            return status(404, `${path} not found`);
          return mayRead(credentials)
            ? {
                status: 200,
                body: JSON.stringify({
                  data: { password: Buffer.from('s3cret').toString('base64') },
                }),
              }
            : status(
                403,
                'secrets "lake-trino-users" is forbidden: User "jo" cannot get resource "secrets" in API group "" in the namespace "lakes"',
              );
        },
      }),
    },
  });
}

const isPortal = (credentials: BackstageCredentials) =>
  (credentials.principal as { type?: string }).type === 'service';

describe('Secrets of a cluster', () => {
  it('are read by the portal only for whoever may read them: nobody else can have a password sent anywhere', async () => {
    const secrets = secretsFor(isPortal);
    await expect(
      secrets.requireReadable(PLACE, mockCredentials.user()),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /lakes\/lake-trino-users of the cluster production may not be read by you/,
      ),
    });
    await secretsFor(() => true).requireReadable(PLACE, mockCredentials.user());
  });

  it('complete a connection, whose configuration has names only', async () => {
    const connection = new ConfigReader({
      trino: {
        ...{ server: 'https://trino', catalog: 'lakehouse', user: 'admin' },
        fromCluster: {
          ...{ cluster: 'production', namespace: 'lakes' },
          password: { name: 'lake-trino-users', key: 'password' },
        },
      },
    });
    const { client } = await withClusterSecrets(
      readTrinoConfig(connection, 'any'),
      readSecretsOf(connection)!,
      secretsFor(isPortal),
    );
    expect(client.authentication).toEqual({
      ...{ type: 'basic', username: 'admin', password: 's3cret' },
    });
  });

  it('that are not there, or lack what is asked for, are told by name', async () => {
    const secrets = secretsFor(() => true);
    for (const [password, message] of [
      [
        { name: 'lake-trino-users', key: 'token' },
        /lake-trino-users .* no token/,
      ],
      [{ name: 'others', key: 'password' }, /lakes\/others .* can't be read/],
    ] as const)
      await expect(
        secrets.requireReadable(
          { ...PLACE, trino: { ...PLACE.trino, secrets: { password } } },
          mockCredentials.user(),
        ),
      ).rejects.toThrow(message);
  });
});
