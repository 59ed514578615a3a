import { lintManifests } from '../lintManifests';

function found(files: Record<string, string>, rules = ['C1', 'C2']) {
  return lintManifests(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    { rules },
  ).findings.map(
    ({ rule, file, line, message }) => `${rule} ${file}:${line} ${message}`,
  );
}

describe('passwords and keys in ConfigMaps', () => {
  it('are found as values of their own, as containers take them by envFrom or configMapKeyRef', () => {
    expect(
      found({
        'c.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: postgres-config, namespace: x}
data:
  POSTGRES_USER: admin
  POSTGRES_PASSWORD: s3cretP4ss
  ADMIN_PASSWORD: 123456
  AWS_SECRET_ACCESS_KEY: |
    wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY
  DATABASE_URL: postgresql://app:s3cret@db:5432/app
  PASSWORD_FILE: /run/secrets/password
  TOKEN: $(FROM_ELSEWHERE)
  OTHER_PASSWORD: ''
  about-passwords.md: |
    password=what a user types
    is never kept
  client.key: |
    -----BEGIN RSA PRIVATE KEY-----
    MIIEowIBAAKCAQEA
    -----END RSA PRIVATE KEY-----
`,
      }),
    ).toEqual([
      'C1 c.yaml:6 POSTGRES_PASSWORD is in plain text',
      'C1 c.yaml:7 ADMIN_PASSWORD is in plain text',
      'C1 c.yaml:8 AWS_SECRET_ACCESS_KEY is in plain text',
      'C1 c.yaml:10 DATABASE_URL is in plain text',
      'C1 c.yaml:17 client.key is in plain text',
    ]);
  });

  it('are not settings that are about passwords, tokens and keys', () => {
    const settings = {
      ...{ password_encryption: 'scram-sha-256', PASSWORD_MIN_LENGTH: '128' },
      ...{ MAX_TOKEN: '4096', PAD_TOKEN: '[PAD]', allow_credentials: 'on' },
      ...{ CREDENTIALS_SOURCE: 'environment', passwordSecret: 'my-db-secret' },
      ...{ existingSecretPasswordKey: 'password', tls_secret: 'web-tls' },
      ...{ 'admin.passwordMtime': '2020-01-01T00:00:00Z' },
      ...{ 'users.password-policy': 'strict', 'cors-allow-credentials': 'yes' },
      ...{ GOOGLE_APPLICATION_CREDENTIALS: '/secrets/key.json' },
      ...{ SERVICE_ACCOUNT_TOKEN: '/var/run/secrets/token', bypass: 'north' },
      ...{ csrf_token: 'cookie', ETCD_INITIAL_CLUSTER_TOKEN: 'etcd-a' },
      ...{ link: 'https://example.com/login?token={token}' },
    };
    const text = JSON.stringify({
      ...{ apiVersion: 'v1', kind: 'ConfigMap' },
      metadata: { name: 'c', namespace: 'x' },
      data: settings,
    });
    expect(found({ 'c.json': text })).toEqual([]);
  });

  it('are found in what kustomize generates of literals and of files of variables', () => {
    expect(
      found({
        'k/kustomization.yaml': `configMapGenerator:
  - name: settings
    literals:
      - LEVEL=info
      - DB_PASSWORD=hunter2secret
    envs: [base/app.txt]
secretGenerator:
  - name: database
    literals: ["password='hunter2secret'", "host=db", "later=$(PASSWORD)"]
  - name: more
    env: secret.env
  - name: keys
    files: [tls.key=keys/tls.key]
`,
        'k/base/app.txt':
          '# variables\r\nLEVEL=info\r\nAPI_TOKEN=abc123def\r\n',
        'k/secret.env': 'password=hunter2secret\n',
        'k/keys/tls.key': '-----BEGIN PRIVATE KEY-----\n',
      }),
    ).toEqual([
      'C1 k/base/app.txt:3 API_TOKEN is in plain text',
      'C1 k/kustomization.yaml:5 DB_PASSWORD is in plain text',
      'C2 k/kustomization.yaml:8 The values of password, host are in the file',
      'C2 k/kustomization.yaml:10 The values of password are in the file',
      'C2 k/kustomization.yaml:12 The values of tls.key are in the file',
    ]);
  });

  it('are found in a file of variables that nothing names', () => {
    expect(found({ 'app.env': 'A=1\nDB_PASSWORD=hunter2secret\n' })).toEqual([
      'C1 app.env:2 DB_PASSWORD is in plain text',
    ]);
  });
});

it('a key is not called missing where a generator takes it from a file that is not there, or merges it', () => {
  const pod = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: x
      image: busybox:1.36
      env:
        - {name: A, valueFrom: {configMapKeyRef: {name: c, key: a}}}
`;
  const missing = (generator: string, more: Record<string, string> = {}) =>
    found(
      {
        'pod.yaml': pod,
        'kustomization.yaml': `configMapGenerator:\n  - {name: c, ${generator}}\n`,
        ...more,
      },
      ['R16'],
    ).length;
  expect(missing('envs: [a.env]')).toBe(0);
  expect(missing('envs: [a.env]', { 'a.env': 'a=1\n' })).toBe(0);
  expect(missing('behavior: merge, literals: [b=1]')).toBe(0);
  expect(missing('envs: [a.env]', { 'a.env': 'b=1\n' })).toBe(1);
  expect(missing('literals: [b=1]')).toBe(1);
});
