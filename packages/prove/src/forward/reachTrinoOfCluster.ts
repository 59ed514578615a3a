import type { TrinoEndpoint } from '@lakehouse-portal/blueprint';
import type { KubernetesClient } from '@lakehouse-portal/kubernetes';
import type { TrinoClientOptions } from '@lakehouse-portal/trino';
import { forwardPort } from './forwardPort';
import { MissingLoginError } from './MissingLoginError';
import type { ForwardAddress } from './openPodConnection';
import { readSecret } from './readSecret';
import { trustOf } from './trustOf';

/** A Trino of a cluster, as its client is told where it is. */
export interface ReachedTrino {
  options: Pick<
    TrinoClientOptions,
    | 'server'
    | 'announcedServers'
    | 'authentication'
    | 'forwardedHttps'
    | 'tls'
    | 'user'
  >;
  close(): Promise<void>;
}

/** Who logs in. */
export interface TrinoPassword {
  user: string;
  /** Secret. */
  password: string;
}

/**
 * Reaches the Trino of a lakehouse by a forwarded port, through the API server of its cluster: nothing of it has to be
 * reachable from here. TLS is spoken with Trino itself, whose certificate is verified by what its Secret names; user and
 * password are those of its Secret, unless others are given.
 *
 * @param login - undefined: of the Secret.
 * @throws MissingLoginError where the Secret has no password (one that was there before has only hashes); KubernetesError.
 */
export async function reachTrinoOfCluster(
  address: ForwardAddress,
  client: Pick<KubernetesClient, 'json'>,
  endpoint: TrinoEndpoint,
  options: {
    login?: TrinoPassword;
    /** Of a Trino that asks nobody for a password. */
    user: string;
    signal?: AbortSignal;
    onError?: (error: Error) => void;
  },
): Promise<ReachedTrino> {
  const { signal, onError } = options;
  const { namespace, certificate, scheme, isForwarded } = endpoint;
  const login =
    options.login ?? (await loginOf(client, endpoint, options.signal));
  const trust = certificate
    ? trustOf(
        certificate,
        await readSecret(
          client,
          { namespace, name: certificate.secret },
          signal,
        ),
      )
    : undefined;
  const forwarded = await forwardPort(address, client, endpoint, {
    signal,
    onError,
  });
  const place = `127.0.0.1:${forwarded.port}`;
  return {
    options: {
      server: `${scheme}://${place}`,
      user: login?.user ?? options.user,
      ...(login && {
        authentication: {
          ...{ type: 'basic', username: login.user },
          password: login.password,
        },
      }),
      ...(trust && { tls: trust }),
      ...(isForwarded && {
        forwardedHttps: true,
        announcedServers: [`https://${place}`],
      }),
    },
    close: () => forwarded.close(),
  };
}

async function loginOf(
  client: Pick<KubernetesClient, 'json'>,
  { namespace, login }: TrinoEndpoint,
  signal?: AbortSignal,
): Promise<TrinoPassword | undefined> {
  if (!login) return undefined;
  const value = await readSecret(
    client,
    { namespace, name: login.secret },
    signal,
  );
  const user = value(login.usernameKey);
  const password = value(login.passwordKey);
  if (!user || !password)
    throw new MissingLoginError(
      `The Secret ${namespace}/${login.secret} has no ${login.usernameKey} and ${login.passwordKey} of an administrator, only what Trino compares with. Add them to it, or give user and password`,
    );
  return { user, password };
}
