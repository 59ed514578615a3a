import { lintManifests } from '../lintManifests';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: trino
  namespace: t
spec:
  selector:
    matchLabels: {app: trino}
  template:
    metadata:
      labels: {app: trino}
    spec:
      containers:
        - name: trino
          image: trinodb/trino:476
`;

it('a Trino without a configuration of its own is judged by what its workload says', () => {
  const { findings } = lintManifests([{ path: 'f.yaml', text: DEPLOYMENT }], {
    rules: ['T9', 'T10', 'T17'],
  });
  expect(findings.map(({ rule, line }) => `${rule} ${line}`)).toEqual([
    'T17 4',
    'T9 14',
  ]);
  // There is no ConfigMap whose change would have to roll the pods.
  expect(findings[0].message).toBe(
    'Without securityContext, a memory limit, a serviceAccountName (or automountServiceAccountToken: false)',
  );
});

it('a worker without a configuration of its own is known by its name', () => {
  const { findings } = lintManifests(
    [
      {
        path: 'f.yaml',
        text: DEPLOYMENT.replace('name: trino', 'name: trino-worker'),
      },
    ],
    { rules: ['T9', 'T10'] },
  );
  expect(findings.map(({ rule }) => rule)).toEqual(['T10']);
});
