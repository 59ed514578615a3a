import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type LakehouseDocument, readLakehouse } from '../document';
import { renderLakehouse } from '../render';
import { anyLakehouse } from '../testing/anyLakehouse';
import { diagnoseStack } from './diagnoseStack';
import type { StackFinding } from './StackFinding';

const NOW = new Date('2026-11-27T00:00:00Z');

function documentOf(spec: object = {}): LakehouseDocument {
  return readLakehouse(
    {
      apiVersion: 'lakehouse-portal.io/v1alpha1',
      kind: 'Lakehouse',
      metadata: { name: 'lake' },
      spec: { owner: 'group:default/data', ...spec },
    },
    'test',
  );
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- objects of many kinds, that tests change
type AnyObject = any;

/** The objects as a server has them. */
function liveOf(spec: object = {}): AnyObject[] {
  return JSON.parse(JSON.stringify(renderLakehouse(documentOf(spec)).objects));
}

function find(objects: AnyObject[], kind: string, name: string): AnyObject {
  const found = objects.find(
    object => object.kind === kind && object.metadata.name === name,
  );
  if (!found) throw new Error(`No ${kind} ${name}`);
  return found;
}

function diagnose(objects: AnyObject[]): StackFinding[] {
  const { findings, errors } = diagnoseStack({
    objects: objects.map(object => ({ object })),
    now: NOW,
  });
  expect(errors).toEqual([]);
  return findings;
}

function rulesOf(objects: AnyObject[]): string[] {
  return diagnose(objects).map(({ rule }) => rule);
}

const HIVE = { catalog: { type: 'hive' } };

describe('diagnoseStack', () => {
  it('finds no error, no warning and no drift in what was just rendered, whatever the document', () => {
    fc.assert(
      fc.property(anyLakehouse, document => {
        const { objects } = renderLakehouse(document);
        const { findings } = diagnoseStack({
          objects: objects.map(object => ({
            object: JSON.parse(JSON.stringify(object)),
          })),
          now: NOW,
        });
        expect(
          findings.filter(
            ({ severity, rule }) =>
              severity !== 'info' &&
              // The release itself, which the document asks for.
              rule !== 'D-graceful-shutdown',
          ),
        ).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('takes what kubectl get -o yaml prints: a List, with what controllers made', () => {
    const [deployment] = [find(liveOf(), 'Deployment', 'lake-trino')];
    const owned = {
      ...deployment,
      kind: 'ReplicaSet',
      metadata: {
        ...deployment.metadata,
        name: 'lake-trino-5d',
        ownerReferences: [{ kind: 'Deployment', controller: true }],
      },
    };
    const { objects, notJudged } = diagnoseStack({
      objects: [
        {
          path: 'live.yaml',
          text: JSON.stringify({
            apiVersion: 'v1',
            kind: 'List',
            items: [deployment, owned],
          }),
        },
      ],
      now: NOW,
    });
    expect(objects).toBe(1);
    expect(notJudged.join('\n')).toContain('Secret: none was handed in');
  });

  it('what is no object is an error of its own; the rest is judged', () => {
    const { errors, objects } = diagnoseStack({
      objects: [
        { path: 'a.yaml', text: 'a: [' },
        ...liveOf().map(object => ({ object })),
      ],
      now: NOW,
    });
    expect(errors).toHaveLength(1);
    expect(objects).toBeGreaterThan(10);
  });

  it('what the linter finds is by topic', () => {
    const objects = liveOf();
    const { spec } = find(objects, 'Deployment', 'lake-trino').spec.template;
    spec.containers[0].image = 'trinodb/trino:latest';
    expect(diagnose(objects)).toContainEqual(
      expect.objectContaining({ topic: 'images', rule: 'I2' }),
    );
  });

  it.each([
    ['D-graceful-shutdown', { size: 'small', trino: { version: 475 } }],
    ['D-hive-4-clients', HIVE],
    ['D-hive-4-analyze', { ...HIVE, trino: { version: 476 } }],
    ['D-jdbc-views', { trino: { version: 482 } }],
    ['D-entries-table', { trino: { version: 480 } }],
    ['D-old-trino', { trino: { version: 482 } }],
  ])('%s is known of its release, not of the newest', (rule, spec) => {
    expect(rulesOf(liveOf(spec))).toContain(rule);
    expect(rulesOf(liveOf({ size: 'small' }))).not.toContain(rule);
  });

  it('D-hive-3-commits: Trino 477 or later with Hive 3.1', () => {
    const spec = { catalog: { type: 'hive', version: '3.1.3' } };
    const objects = liveOf({ ...spec, trino: { version: 476 } });
    expect(rulesOf(objects)).not.toContain('D-hive-3-commits');
    find(
      objects,
      'Deployment',
      'lake-trino',
    ).spec.template.spec.containers[0].image = 'trinodb/trino:477';
    expect(diagnose(objects)).toContainEqual(
      expect.objectContaining({ rule: 'D-hive-3-commits', severity: 'error' }),
    );
  });

  it('D-mixed-trino: a worker of another version', () => {
    const objects = liveOf({ size: 'small' });
    find(
      objects,
      'Deployment',
      'lake-trino-worker',
    ).spec.template.spec.containers[0].image = 'trinodb/trino:480';
    expect(rulesOf(objects)).toContain('D-mixed-trino');
  });

  it('D-old-postgres: a release without fixes, from the day on which they ended', () => {
    const objects = liveOf();
    const database = find(objects, 'StatefulSet', 'lake-postgres');
    database.spec.template.spec.containers[0].image = 'postgres:14.2';
    const at = (now: string) =>
      diagnoseStack({
        objects: objects.map(object => ({ object })),
        now: new Date(now),
      }).findings.some(({ rule }) => rule === 'D-old-postgres');
    expect([at('2026-11-11'), at('2026-11-13')]).toEqual([false, true]);
  });

  it.each([
    ['iceberg.remove-orphan-files.min-retention=1h', 'error'],
    ['iceberg.expire_snapshots.min-retention=2d', 'warning'],
    ['iceberg.expire-snapshots.min-retention=7d', undefined],
  ])('D-short-retention: %s is %s', (property, severity) => {
    const objects = liveOf();
    const { data } = find(objects, 'ConfigMap', 'lake-trino-catalogs');
    data['lakehouse.properties'] += `${property}\n`;
    expect(
      diagnose(objects).find(({ rule }) => rule === 'D-short-retention')
        ?.severity,
    ).toBe(severity);
  });

  it('D-no-listener: queries are remembered in memory only, unless something listens', () => {
    const objects = liveOf({ size: 'small' });
    expect(
      diagnose(objects).filter(({ rule }) => rule === 'D-no-listener'),
    ).toHaveLength(1);
    const coordinator = objects.find(
      ({ kind, data }) =>
        kind === 'ConfigMap' &&
        data['config.properties']?.includes('coordinator=true'),
    );
    coordinator.data['event-listener.properties'] =
      'event-listener.name=mysql\n';
    expect(rulesOf(objects)).not.toContain('D-no-listener');
  });

  it('D-single and D-no-budget: what a drained node stops', () => {
    const objects = liveOf({ size: 'small' });
    const single = diagnose(objects).find(({ rule }) => rule === 'D-single')!;
    expect(single.message).toContain('Deployment lake/lake-trino');
    expect(single.message).not.toContain('lake-trino-worker');
    const budget = objects.findIndex(
      ({ kind }) => kind === 'PodDisruptionBudget',
    );
    objects[budget].spec.selector = { matchLabels: { of: 'others' } };
    expect(diagnose(objects)).toContainEqual(
      expect.objectContaining({
        rule: 'D-no-budget',
        object: 'Deployment lake/lake-trino-worker',
      }),
    );
  });

  describe('certificates', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'lakehouse-doctor-'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    function secretOf(tlsCertificate: string): AnyObject {
      return {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'kubernetes.io/tls',
        metadata: { name: 'cert', namespace: 'lake' },
        data: { 'tls.crt': Buffer.from(tlsCertificate).toString('base64') },
      };
    }

    it.each([
      [-10, 'error', 'has ended'],
      [20, 'warning', 'in 20 days'],
      [40, undefined, undefined],
    ])('one that ends in %i days', (days, severity, message) => {
      const file = join(folder, `${days}.pem`);
      execFileSync(
        'openssl',
        [
          ...['req', '-x509', '-newkey', 'ec', '-pkeyopt'],
          ...['ec_paramgen_curve:P-256', '-nodes', '-keyout', '/dev/null'],
          ...['-out', file, '-days', '100', '-subj', '/CN=trino'],
        ],
        { stdio: 'ignore' },
      );
      const certificate = readFileSync(file, 'utf8');
      const end = Date.parse(new X509Certificate(certificate).validTo);
      const [finding] = diagnoseStack({
        objects: [{ object: secretOf(certificate) }],
        now: new Date(end - days * 86_400_000 - 60_000),
      }).findings.filter(({ rule }) => rule === 'D-certificate');
      expect(finding?.severity).toBe(severity);
      if (message) expect(finding.message).toContain(message);
    });

    it('anything else in its place is said, and read in bounded time', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
          const body = Buffer.from(bytes).toString('base64');
          const { findings } = diagnoseStack({
            objects: [
              {
                object: secretOf(
                  `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
                ),
              },
            ],
            now: NOW,
          });
          expect(
            findings.find(({ rule }) => rule === 'D-certificate')?.message,
          ).toContain('no certificate');
        }),
        { numRuns: 100 },
      );
    });
  });

  describe('drift', () => {
    it('by the document that is kept in the cluster: changed images and ConfigMaps, missing objects', () => {
      const objects = liveOf({ size: 'small' });
      find(objects, 'ConfigMap', 'lake-trino-worker').data[
        'config.properties'
      ] += 'node-scheduler.max-splits-per-node=1\n';
      find(
        objects,
        'StatefulSet',
        'lake-postgres',
      ).spec.template.spec.containers[0].image = 'postgres:17.5';
      const gone = objects.filter(
        ({ kind, metadata }) =>
          !(kind === 'Service' && metadata.name === 'lake-trino'),
      );
      const found = diagnose(gone)
        .filter(({ topic }) => topic === 'drift')
        .map(({ rule, object }) => `${rule} ${object}`);
      expect(found.sort()).toEqual([
        'D-drift ConfigMap lake/lake-trino-worker',
        'D-drift StatefulSet lake/lake-postgres',
        'D-missing Service lake/lake-trino',
      ]);
    });

    it('by what the server told, if that is handed in', () => {
      const { findings } = diagnoseStack({
        objects: [],
        drift: [
          {
            id: 'Deployment.apps/lake/lake-trino',
            state: 'drifted',
            fields: [
              { path: '.spec.replicas', before: 3, after: 2, owners: [] },
            ],
          },
          { id: 'Service/lake/lake-trino', state: 'as-rendered', fields: [] },
        ],
        now: NOW,
      });
      expect(findings).toEqual([
        expect.objectContaining({
          rule: 'D-drift',
          message: 'Otherwise than the document says: .spec.replicas',
        }),
      ]);
    });

    it('a kept document that can not be read is said', () => {
      const objects = liveOf();
      find(objects, 'ConfigMap', 'lake-document').data['lakehouse.yaml'] =
        'kind: Lake';
      expect(rulesOf(objects)).toContain('D-document');
    });
  });
});
