import { lintManifests } from '../lintManifests';

it('yes, no, on and off are the booleans that kubectl reads, where Kubernetes has a boolean', () => {
  const { findings } = lintManifests([
    {
      path: 'f.yaml',
      text: `apiVersion: apps/v1
kind: Deployment
metadata: {name: trino, namespace: t}
spec:
  selector: {matchLabels: {app: trino}}
  template:
    metadata: {labels: {app: trino}}
    spec:
      automountServiceAccountToken: no
      securityContext: {runAsNonRoot: yes}
      containers:
        - name: trino
          image: trinodb/trino:483
          resources: {limits: {memory: 8Gi}}
          readinessProbe: {exec: {command: [/usr/lib/trino/bin/health-check]}}
          envFrom:
            - configMapRef: {name: not-there, optional: Yes}
`,
    },
  ]);
  expect(findings).toEqual([]);
});

it('images are those that the kustomization names', () => {
  const messages = (images: string) =>
    lintManifests(
      [
        {
          path: 'k/kustomization.yaml',
          text: `resources: [d.yaml]\nimages: [${images}]\n`,
        },
        {
          path: 'k/d.yaml',
          text: `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - {name: a, image: registry.example.com:5000/a}
    - {name: b, image: trinodb/trino}
`,
        },
      ],
      { rules: ['I2'] },
    ).findings.map(({ line, message }) => `${line} ${message}`);
  expect(
    messages(
      '{name: trinodb/trino, newTag: "483"}, {name: "registry.example.com:5000/a", newName: b, digest: "sha256:1"}',
    ),
  ).toEqual([]);
  expect(messages('{name: trinodb/trino, newName: mirror/trino}')).toEqual([
    '6 registry.example.com:5000/a has no tag, which means latest',
    '7 mirror/trino has no tag, which means latest',
  ]);
  expect(messages('{name: a, newTag: "1"}')).toHaveLength(2);
});
