import type { Lakehouse } from '../../document';
import { nameOf, selectorOf } from '../model/metadata';
import { generatesPassword } from '../secrets/generatedSecrets';
import { secretValues } from '../secrets/secretValues';
import { servesHttps } from './servesHttps';
import { HTTP_PORT, HTTPS_PORT } from './trinoConfig';

/**
 * Where the coordinator of a rendered lakehouse is within its cluster, and which Secrets say how to log in.
 * @public
 */
export interface TrinoEndpoint {
  namespace: string;
  /** Name of its Service. */
  service: string;
  /** Labels of its pod. */
  selector: Record<string, string>;
  scheme: 'http' | 'https';
  port: number;
  /** Whether TLS is ended in front of it: who asks past that has to say so, or no password is taken. */
  isForwarded: boolean;
  /** Its certificate; undefined where it has none of its own. */
  certificate?: TrinoCertificate;
  /** Who may log in; undefined where it asks for no password. */
  login?: TrinoLogin;
}

/** @public */
export interface TrinoCertificate {
  secret: string;
  /** Keys that may hold what signed it, as PEM; the first that is there is trusted. */
  keys: string[];
  /** Names that it may be for, the likeliest first. */
  names: string[];
}

/** @public */
export interface TrinoLogin {
  secret: string;
  /** Keys with a user and a password. A password file that was there before has only hashes, unless somebody added them. */
  usernameKey: string;
  passwordKey: string;
  /** Whether the cluster made it, and so it has both. */
  isMade: boolean;
}

/**
 * Where the coordinator of a lakehouse is, and how one logs in.
 * @public
 */
export function trinoEndpoint(lakehouse: Lakehouse): TrinoEndpoint {
  const { namespace, trino } = lakehouse;
  const https = servesHttps(trino);
  return {
    namespace,
    service: nameOf(lakehouse, 'trino'),
    selector: selectorOf(lakehouse, 'coordinator'),
    ...(https
      ? { scheme: 'https', port: HTTPS_PORT }
      : { scheme: 'http', port: HTTP_PORT }),
    isForwarded: trino.tls.type === 'proxy',
    ...(https ? { certificate: certificateOf(lakehouse) } : {}),
    ...(trino.authentication.type === 'password'
      ? { login: loginOf(lakehouse) }
      : {}),
  };
}

function certificateOf(lakehouse: Lakehouse): TrinoCertificate {
  const { tls, ingress } = lakehouse.trino;
  const service = nameOf(lakehouse, 'trino');
  const inside = `${service}.${lakehouse.namespace}.svc`;
  return {
    ...(tls.type === 'secret'
      ? // Without an authority of its own the chain is trusted that lies there.
        { secret: tls.name, keys: ['ca.crt', 'tls.crt'] }
      : { secret: nameOf(lakehouse, 'trino-tls'), keys: ['ca.crt'] }),
    names: [
      inside,
      ...(ingress ? [ingress.host] : []),
      ...[`${inside}.cluster.local`, `${service}.${lakehouse.namespace}`],
      service,
    ],
  };
}

function loginOf(lakehouse: Lakehouse): TrinoLogin {
  const { authentication } = lakehouse.trino;
  const keys = { usernameKey: 'username', passwordKey: 'password' };
  const file =
    authentication.type === 'password'
      ? authentication.passwordFile
      : undefined;
  return {
    ...keys,
    secret: file
      ? secretValues(lakehouse, 'trino-users', file, { file: 'password.db' })
          .file.secret
      : nameOf(lakehouse, 'trino-users'),
    isMade: generatesPassword(lakehouse),
  };
}
