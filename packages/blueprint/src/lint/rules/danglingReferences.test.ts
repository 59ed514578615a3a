import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { LINT_RULES } from './index';
import { lintManifests } from '../lintManifests';

const DANGLING = LINT_RULES.map(({ id }) => id).filter(id =>
  /^R(9|1[0-6])$/.test(id),
);

function fixture(rule: string, name: 'bad' | 'good'): string {
  return readFileSync(
    join(__dirname, '../fixtures', rule, `${name}.yaml`),
    'utf8',
  );
}

function rulesOf(text: string): string[] {
  return lintManifests([{ path: 'f.yaml', text }]).findings.map(
    ({ rule }) => rule,
  );
}

describe('what Kubernetes itself brings is not missed', () => {
  const stateful = (volume: string, probe: string, selector: string) => `
apiVersion: v1
kind: Service
metadata: { name: one, namespace: lake }
spec:
  selector: { app: db, ${selector} }
  ports: [{ port: 80, targetPort: 8080 }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: lake }
spec:
  serviceName: one
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers:
        - name: db
          image: registry.example.com/db:1
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { port: ${probe}, path: / } }
      volumes: [{ name: ${volume}, persistentVolumeClaim: { claimName: data } }]
  volumeClaimTemplates: [{ metadata: { name: data } }]
`;
  const found = (text: string) =>
    lintManifests([{ path: 'f.yaml', text }])
      .findings.map(({ rule, severity }) => `${rule} ${severity}`)
      .filter(finding => /^(R3|R6|P3)/.test(finding));

  it('the claim of a StatefulSet takes the place of a volume of its name', () => {
    const selector = 'statefulset.kubernetes.io/pod-name: db-0';
    expect(found(stateful('data', 'http', selector))).toEqual([]);
    expect(found(stateful('other', 'http', selector))).toEqual(['R3 error']);
  });

  it('a label that a controller gives to its pods is no reason to find none', () => {
    expect(found(stateful('data', 'http', 'tier: back'))).toEqual([
      'R6 warning',
    ]);
  });

  it('a port that is not listed can be listened at, a name that is not is nothing', () => {
    const selector = 'apps.kubernetes.io/pod-index: "0"';
    expect(found(stateful('data', '9090', selector))).toEqual(['P3 warning']);
    expect(found(stateful('data', 'health', selector))).toEqual(['P3 error']);
  });
});

describe('a reference to what is not there', () => {
  it.each([
    ['R9', 'Service/web'],
    ['R10', 'Secret/app-certificate'],
    ['R11', 'Deployment/app-worker'],
    ['R12', 'Role/reader'],
    ['R13', 'ServiceAccount/application'],
    ['R14', 'Service/app-headless'],
  ])('%s is silent where it is declared as external', (rule, external) => {
    const text = fixture(rule, 'bad').replace(
      '  namespace: lake\n',
      `  namespace: lake\n  annotations:\n    lakehouse-portal.io/external: ${external}\n`,
    );
    expect(rulesOf(text)).toEqual([]);
  });

  it.each(DANGLING)(
    '%s is silent of a cluster of which only the object itself was read',
    rule => {
      const objects = parseAllDocuments(fixture(rule, 'bad'))
        .map(document => document.toJS())
        .filter(
          ({ kind }) =>
            !['Service', 'Role', 'ServiceAccount', 'ConfigMap'].includes(kind),
        )
        .filter(({ kind }) => rule !== 'R11' || kind !== 'Deployment')
        .map(object => ({ object }));
      const { findings } = lintManifests(objects, {
        unreadKinds: ['Secret', 'ConfigMap', 'ServiceAccount', 'Service'],
      });
      expect(findings.map(found => found.rule)).toEqual(
        rule === 'R15' ? ['R15'] : [],
      );
    },
  );

  it('is none where cert-manager makes the certificate of an Ingress', () => {
    const text = fixture('R10', 'bad').replace(
      /(kind: Ingress\nmetadata:\n)/,
      '$1  annotations: { cert-manager.io/cluster-issuer: ca }\n',
    );
    expect(rulesOf(text)).toEqual([]);
  });

  it('is none to a role that every cluster has', () => {
    const to = (role: string) =>
      rulesOf(
        fixture('R12', 'bad').replace(
          /kind: Role\n(.*\n) {2}name: reader/,
          `kind: ClusterRole\n$1  name: ${role}`,
        ),
      );
    expect(to('view')).toEqual([]);
    expect(to('system:auth-delegator')).toEqual([]);
    expect(to('viewer')).toEqual(['R12']);
  });

  it('is found of the back end for what no path of an Ingress is about', () => {
    const text = fixture('R9', 'good').replace(
      'spec:\n  tls:',
      'spec:\n  defaultBackend: { service: { name: nothing, port: { number: 80 } } }\n  tls:',
    );
    expect(rulesOf(text)).toEqual(['R9']);
  });

  it('is found of a key that a volume asks for, unless it is optional', () => {
    const withItem = (more: string) =>
      rulesOf(
        fixture('R16', 'good').replace(
          '      volumes:\n',
          `      volumes:\n        - name: config\n          configMap:\n            name: app-config\n${more}            items: [{ key: levels, path: levels }]\n`,
        ),
      );
    expect(withItem('')).toEqual(['R16']);
    expect(withItem('            optional: true\n')).toEqual([]);
  });

  it('is none to a volume that a StatefulSet claims', () => {
    const text = fixture('R14', 'good')
      .replace('            - name: scratch\n', '            - name: data\n')
      .replace(
        /( {6}volumes:\n)/,
        '$1        - { name: other, emptyDir: {} }\n',
      )
      .replace(
        '  # its pods',
        '  volumeClaimTemplates:\n    - metadata: { name: data }\n      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n  # its pods',
      );
    expect(rulesOf(text)).toEqual([]);
  });
});
