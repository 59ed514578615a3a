import type { Lakehouse } from '../../document';
import { labelsOf } from '../model/metadata';
import type { RenderedObject } from '../model/RenderedObject';
import { secretReferences } from './secretReferences';

/** What External Secrets Operator is to fetch. */
export function externalSecrets(lakehouse: Lakehouse): RenderedObject[] {
  return secretReferences(lakehouse).flatMap(({ secret, keys, fetched }) =>
    fetched
      ? [
          {
            apiVersion: 'external-secrets.io/v1' as const,
            kind: 'ExternalSecret' as const,
            metadata: {
              name: secret,
              namespace: lakehouse.namespace,
              labels: labelsOf(lakehouse, 'secrets'),
            },
            spec: {
              refreshInterval: '1h',
              secretStoreRef: { name: fetched.store, kind: fetched.storeKind },
              target: { name: secret, creationPolicy: 'Owner' },
              data: keys.map(key => ({
                secretKey: key,
                remoteRef: { key: fetched.key, property: key },
              })),
            },
          },
        ]
      : [],
  );
}
