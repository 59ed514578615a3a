import type { Lakehouse } from '../../document';
import { secretsMadeByJob } from './secretsMadeByJob';
import type { Component } from '../model/Component';
import { sortKeys } from '../folder/sortKeys';
import { contentHash } from '../model/contentHash';
import { labelsOf, metadataOf } from '../model/metadata';
import type { RenderedObject } from '../model/RenderedObject';
import { jobOf } from '../pods/jobOf';
import { smallResources, SMALL_RESOURCES } from '../pods/resources';
import { TRINO_USER } from '../trino/trinoUser';
import { externalSecrets } from './externalSecrets';
import { HASH_PROGRAM, secretsScript } from './secretsScript';

/**
 * Secrets that the cluster makes for itself: by a Job that may create Secrets in this namespace and nothing else. Nobody
 * outside sees a value, and a GitOps tool needs none.
 */
export function secretsComponent(lakehouse: Lakehouse): Component {
  const account = metadataOf(lakehouse, 'secrets', 'secrets');
  const script = secretsScript(lakehouse);
  const scripts = metadataOf(
    lakehouse,
    `secrets-${contentHash(script, HASH_PROGRAM).slice(0, 8)}`,
    'secrets',
  );
  const objects: RenderedObject[] = [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: account,
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: account,
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['create'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: account,
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: account.name,
      },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: account.name,
          namespace: lakehouse.namespace,
        },
      ],
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: scripts,
      data: { 'Hash.java': HASH_PROGRAM, 'secrets.sh': script },
    },
    jobOf(lakehouse, 'secrets', {
      user: TRINO_USER,
      serviceAccount: account.name,
      token: true,
      external: secretsMadeByJob(lakehouse)
        .map(name => `Secret/${name}`)
        .join(', '),
      containers: [
        {
          name: 'secrets',
          image: lakehouse.images.trino,
          command: ['bash', '/scripts/secrets.sh'],
          env: [
            {
              name: 'NAMESPACE',
              valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
            },
            {
              name: 'LABELS',
              value: JSON.stringify(sortKeys(labelsOf(lakehouse, 'secrets'))),
            },
          ],
          resources: smallResources(SMALL_RESOURCES.job),
          volumeMounts: [
            { name: 'scripts', mountPath: '/scripts', readOnly: true },
          ],
        },
      ],
      volumes: [{ name: 'scripts', configMap: { name: scripts.name } }],
    }),
    ...externalSecrets(lakehouse),
  ];
  return {
    name: 'secrets',
    title: 'Secrets that the cluster makes or fetches',
    objects,
  };
}
