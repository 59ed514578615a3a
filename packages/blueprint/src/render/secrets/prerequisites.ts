import type { Lakehouse } from '../../document';
import { secretReferences } from './secretReferences';

/** What must be in the namespace before, as `Kind/name`, each once. */
export function prerequisites(lakehouse: Lakehouse): string[] {
  const { trino, imagePullSecrets } = lakehouse;
  const secrets = [
    ...imagePullSecrets,
    ...secretReferences(lakehouse)
      .filter(({ fetched }) => !fetched)
      .map(({ secret }) => secret),
    ...(trino.tls.type === 'secret' ? [trino.tls.name] : []),
    ...(trino.ingress?.tlsSecret ? [trino.ingress.tlsSecret] : []),
  ];
  return [
    ...[...new Set(secrets)].map(name => `Secret/${name}`),
    ...(trino.serviceAccount ? [`ServiceAccount/${trino.serviceAccount}`] : []),
  ];
}
