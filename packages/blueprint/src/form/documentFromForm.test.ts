import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { InvalidLakehouseError, type LakehouseProblem } from '../document';
import { lintManifests } from '../lint';
import { renderLakehouse } from '../render';
import { documentFromForm } from './documentFromForm';
import { FORM_FIELDS } from './formFields';
import { formFieldOf } from './formFieldOf';
import type { LakehouseForm } from './LakehouseForm';

// eslint-disable-next-line no-restricted-syntax -- a file of the repository, in a test
const TEMPLATE = join(
  __dirname,
  '../../../../templates/lakehouse-kubernetes/template.yaml',
);

const MINIMUM: LakehouseForm = { name: 'retail', owner: 'group:default/data' };

function problemsOf(form: object): readonly LakehouseProblem[] {
  try {
    documentFromForm(form);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidLakehouseError);
    return (error as InvalidLakehouseError).problems;
  }
  return [];
}

/** What somebody may answer: right, wrong, and left over from another choice. */
const ANSWERS: Record<keyof LakehouseForm, unknown[]> = {
  name: ['retail', 'Retail', 'r'],
  owner: ['group:default/data', 'no owner'],
  cluster: ['prod-eu-1', 'two words'],
  namespace: ['retail', 'Retail!'],
  createNamespace: [true, false],
  size: ['demo', 'small', 'medium', 'large', 'huge'],
  storageType: [
    ...['versitygw', 'seaweedfs', 'rustfs', 'minio', 'rook-ceph'],
    ...['s3', 'gcs', 'azure', 'floppy'],
  ],
  bucket: ['retail-data', 'UPPER'],
  prefix: ['warehouse', 'a/../b'],
  storageVolume: ['5Gi', '5 GB'],
  endpoint: ['https://s3.example.com', 'ftp://s3'],
  region: ['eu-west-1'],
  pathStyleAccess: [true, false],
  roleArn: ['arn:aws:iam::123456789012:role/lake', 'role'],
  bucketStorageClass: ['ceph'],
  gcsProject: ['my-project'],
  gcsServiceAccount: ['lake@my-project.iam.gserviceaccount.com', 'lake'],
  azureAccount: ['retaildata', 'retail-data'],
  azureContainer: ['lake'],
  azureClientId: ['01234567-89ab-cdef-0123-456789abcdef', 'id'],
  storageSecret: ['storage-keys', 'Not A Name'],
  databaseType: ['postgres', 'cloudnative-pg', 'external', 'oracle'],
  databaseVolume: ['5Gi', '5'],
  databaseInstances: [3, 0, 1.5, '3'],
  databaseHost: ['db.example.com', 'db example'],
  databasePort: [5432, 0],
  databaseName: ['iceberg', '1st'],
  databaseSsl: ['require', 'disable', 'maybe'],
  databaseSecret: ['db-login'],
  catalogType: [
    ...['jdbc', 'hive', 'nessie', 'polaris', 'lakekeeper'],
    ...['unity', 'glue', 'rest', 'drawer'],
  ],
  catalogName: ['lakehouse', 'tpch', 'system', 'my-lake'],
  hiveVersion: ['3.1.3', '4.0.1', '2.3'],
  catalogUri: ['https://catalog.example.com/api', 'catalog'],
  catalogWarehouse: ['main', '$HOME'],
  catalogReadOnly: [true, false],
  catalogTokenSecret: ['catalog-token'],
  oauth2ServerUri: ['https://login.example.com/token'],
  oauth2Scope: ['catalog', 'a  b'],
  oauth2Secret: ['catalog-client'],
  vendedCredentials: [true, false],
  nestedNamespaces: [true, false],
  glueRegion: ['eu-west-1'],
  glueCatalogId: ['123456789012', '12'],
  trinoVersion: [458, 476, 481, 300, '481', 476.5],
  coordinatorCpu: [2, -1],
  coordinatorMemory: ['8Gi', '1Gi', '8GB'],
  workerCpu: [2, '2'],
  workerMemory: ['16Gi', '1Mi'],
  workers: [0, 2, 4, -1, 1e9],
  autoscaling: ['none', 'hpa', 'keda', 'magic'],
  maxWorkers: [1, 8],
  cpuPercent: [70, 200],
  prometheus: ['http://prometheus.monitoring:9090', 'prometheus'],
  faultTolerant: [true, false],
  authentication: ['none', 'password', 'magic'],
  passwordSecret: ['trino-users'],
  tls: ['default', 'none', 'generated', 'secret', 'proxy', 'magic'],
  tlsSecret: ['trino-tls', '-'],
  ingressHost: ['trino.example.com', 'UPPER'],
  ingressClass: ['nginx'],
  ingressTlsSecret: ['trino-tls'],
  tpch: [true, false, 'yes'],
  postgresCatalogs: [
    [{ name: 'crm', host: 'crm.db', database: 'crm', secret: 'crm-login' }],
    [{ name: 'crm', host: 'crm.db' }],
    ['crm'],
    'crm',
  ],
  layers: [
    [{ name: 'bronze', retention: '30d' }, { name: 'gold' }],
    [{ name: 'bronze', retention: '' }],
    [{ name: 'bronze' }, { name: 'bronze' }],
    [{ name: 'bronze', retention: 'long' }],
    ...[[], ['bronze'], [null], 'bronze'],
  ],
  admins: [['user:default/anna'], [], ['', 'anna'], 'anna'],
  access: [
    [
      {
        group: 'group:default/analysts',
        users: ['user:default/bo'],
        layers: ['gold'],
        may: 'read',
      },
    ],
    [{ group: 'analysts', layers: ['attic'], may: 'read' }],
    [{ group: 'analysts', users: 'bo', layers: ['gold'], may: 'read' }],
    [{ group: '__proto__', users: ['bo'], layers: ['gold'], may: 'read' }],
    [{ layers: [], may: 'eat' }],
    ...[[], [null], 'all'],
  ],
  columns: [
    [{ layer: 'gold', table: 't', column: 'email', mask: "'***'" }],
    [{ layer: 'gold', table: 't', column: 'email', mask: '', except: [] }],
    [{ layer: 'gold', table: 't', column: 'email', except: ['nobody'] }],
    [7],
  ],
  rows: [
    [{ layer: 'gold', table: 't', group: 'analysts', filter: 'true' }],
    [{ layer: 'gold', table: 't', filter: '' }],
  ],
  maintenancePolicy: ['standard', 'Not A Name'],
  addons: [['kafka', 'airflow'], ['kafka', 'magic'], ['deliver'], [], [7], 'x'],
  deliver: ['argocd', 'flux', 'mail'],
  isolate: [true, false],
  fromNamespaces: [['bi'], ['-'], []],
  quota: [true, false],
  storageClass: ['fast', '-'],
  registry: ['registry.example.com/mirror', ' '],
  imagePullSecrets: [['pull'], ['-'], []],
  secretStore: ['vault', '-'],
  secretStoreKind: ['SecretStore', 'ClusterSecretStore', 'Drawer'],
};

const JUNK = ['', null, undefined, 0, true, [], {}, { type: 's3' }, NaN];
const fields = Object.entries(ANSWERS);

const anyForm = fc
  .record(
    Object.fromEntries(
      fields.map(([field, answers]) => [
        field,
        fc.oneof(
          { weight: 12, arbitrary: fc.constant(answers[0]) },
          { weight: 3, arbitrary: fc.constantFrom(...answers) },
          { weight: 1, arbitrary: fc.constantFrom(...JUNK) },
        ),
      ]),
    ),
    { requiredKeys: [] },
  )
  .map(form => form as Record<string, unknown>);

/** Right by itself; only the choices vary, so that most make sense together. */
const anySensibleForm = fc
  .record({
    size: fc.constantFrom('demo', 'small', 'medium', 'large'),
    storageType: fc.constantFrom(...ANSWERS.storageType.slice(0, -1)),
    databaseType: fc.constantFrom(...ANSWERS.databaseType.slice(0, -1)),
    catalogType: fc.constantFrom(...ANSWERS.catalogType.slice(0, -1)),
    trinoVersion: fc.constantFrom(458, 476, 481),
    workers: fc.constantFrom(undefined, 0, 2),
    autoscaling: fc.constantFrom('none', 'hpa', 'keda'),
    tls: fc.constantFrom('default', 'generated', 'secret', 'proxy'),
    tpch: fc.boolean(),
    storageSecret: fc.constantFrom('', 'storage-keys'),
    secretStore: fc.constantFrom('', 'vault'),
    quota: fc.boolean(),
  })
  .map(choices => ({
    ...Object.fromEntries(fields.map(([field, [first]]) => [field, first])),
    ...{ authentication: 'password', hiveVersion: '4.0.1', oauth2Secret: '' },
    ...{ oauth2ServerUri: '', oauth2Scope: '', catalogName: 'lakehouse' },
    ...choices,
  }));

describe('documentFromForm', () => {
  it('makes of name and owner the lakehouse with all defaults', () => {
    expect(documentFromForm(MINIMUM)).toEqual({
      apiVersion: 'lakehouse-portal.io/v1alpha1',
      kind: 'Lakehouse',
      metadata: { name: 'retail' },
      spec: { owner: 'group:default/data' },
    });
  });

  it('takes every answer over to its part of the document', () => {
    expect(
      documentFromForm({
        ...MINIMUM,
        ...{ cluster: 'prod', namespace: 'lake', size: 'small' },
        ...{ storageType: 's3', bucket: 'retail-data', region: 'eu-west-1' },
        ...{ storageSecret: 's3-keys' },
        ...{ databaseType: 'external', databaseHost: 'db', databasePort: 5433 },
        ...{ databaseName: 'iceberg', databaseSecret: 'db-login' },
        ...{ catalogType: 'hive', hiveVersion: '4.1.0', catalogName: 'retail' },
        ...{
          trinoVersion: 476,
          workers: 2,
          autoscaling: 'keda',
          maxWorkers: 6,
        },
        ...{ prometheus: 'http://prometheus:9090', authentication: 'password' },
        ...{ passwordSecret: 'users', tls: 'secret', tlsSecret: 'trino-tls' },
        ...{ ingressHost: 'trino.example.com', ingressClass: 'nginx' },
        postgresCatalogs: [
          { name: 'crm', host: 'crm', database: 'crm', secret: 'crm-login' },
        ],
        layers: [{ name: 'bronze', retention: '30d' }, { name: 'gold' }],
        admins: ['user:default/anna'],
        access: [
          {
            group: 'group:sales/analysts',
            users: ['user:default/bo', 'user:sales/cy'],
            layers: ['gold'],
            may: 'read',
          },
        ],
        columns: [{ layer: 'gold', table: 'c', column: 'email', mask: '' }],
        rows: [
          {
            layer: 'gold',
            table: 'c',
            group: 'group:sales/analysts',
            filter: "country = 'NL'",
          },
        ],
        maintenancePolicy: 'standard',
        ...{ addons: ['kafka', 'superset'], deliver: 'flux' },
        ...{ isolate: false, fromNamespaces: ['bi'], quota: true },
        ...{ storageClass: 'fast', registry: 'registry.example.com' },
        ...{ imagePullSecrets: ['pull'] },
      } satisfies LakehouseForm).spec,
    ).toEqual({
      owner: 'group:default/data',
      ...{ cluster: 'prod', namespace: 'lake', size: 'small' },
      storage: {
        ...{ type: 's3', bucket: 'retail-data', region: 'eu-west-1' },
        credentials: { from: 'secret', name: 's3-keys' },
      },
      database: {
        ...{ type: 'external', host: 'db', port: 5433, database: 'iceberg' },
        credentials: { from: 'secret', name: 'db-login' },
      },
      catalog: { type: 'hive', version: '4.1.0' },
      catalogName: 'retail',
      trino: {
        ...{ version: 476, workers: 2 },
        autoscaling: {
          ...{ by: 'keda', maxWorkers: 6 },
          prometheus: 'http://prometheus:9090',
        },
        authentication: {
          type: 'password',
          passwordFile: { from: 'secret', name: 'users' },
        },
        tls: { type: 'secret', name: 'trino-tls' },
        ingress: { host: 'trino.example.com', className: 'nginx' },
        catalogs: [
          { type: 'tpch', name: 'tpch' },
          {
            ...{ type: 'postgresql', name: 'crm', host: 'crm' },
            database: 'crm',
            credentials: { from: 'secret', name: 'crm-login' },
          },
        ],
      },
      layers: [{ name: 'bronze', retention: '30d' }, { name: 'gold' }],
      access: {
        admins: ['anna'],
        groups: { 'sales.analysts': ['bo', 'sales.cy'] },
        grants: [{ group: 'sales.analysts', layers: ['gold'], may: 'read' }],
        columns: [{ layer: 'gold', table: 'c', column: 'email' }],
        rows: [
          {
            ...{ layer: 'gold', table: 'c', group: 'sales.analysts' },
            filter: "country = 'NL'",
          },
        ],
      },
      maintenance: { policy: 'standard' },
      addons: { kafka: {}, superset: {}, deliver: 'flux' },
      network: { isolate: false, from: ['bi'] },
      ...{ quota: true, storageClass: 'fast' },
      ...{ registry: 'registry.example.com', imagePullSecrets: ['pull'] },
    });
  });

  it('forgets the answers that belong to a choice which was taken back', () => {
    const { spec } = documentFromForm({
      ...MINIMUM,
      ...{ storageType: 'versitygw', region: 'eu-west-1', azureAccount: 'a' },
      ...{
        storageSecret: 's3-keys',
        catalogType: 'rest',
        hiveVersion: '4.1.0',
      },
      ...{
        catalogUri: 'https://catalog.example.com',
        databaseType: 'postgres',
      },
    });
    expect(spec.storage).toEqual({ type: 'versitygw' });
    expect(spec.catalog).toEqual({
      type: 'rest',
      uri: 'https://catalog.example.com',
    });
    expect(spec.database).toBeUndefined();
  });

  it('takes secrets from a store of External Secrets where one is named', () => {
    const { spec } = documentFromForm({
      ...MINIMUM,
      ...{ storageType: 's3', bucket: 'data', storageSecret: 'lake/s3' },
      ...{ secretStore: 'vault', secretStoreKind: 'ClusterSecretStore' },
    });
    expect(spec.storage).toHaveProperty('credentials', {
      ...{ from: 'external', store: 'vault', key: 'lake/s3' },
      storeKind: 'ClusterSecretStore',
    });
  });

  it('says every contradiction and every answer that it does not know, each with its question', () => {
    const problems = problemsOf({
      ...{ name: 'Retail', owner: 'group:default/data', colour: 'blue' },
      ...{ storageType: 'floppy', workers: -1 },
    });
    expect(
      problems.map(({ path }) => [path, formFieldOf(path)]).sort(),
    ).toEqual([
      ['colour', undefined],
      ['metadata.name', 'name'],
      ['spec.storage.type', 'storageType'],
      ['spec.trino.workers', 'workers'],
    ]);
    expect(
      problemsOf({
        ...MINIMUM,
        ...{ workers: 0, autoscaling: 'hpa', maxWorkers: 4 },
        admins: ['anna'],
      }).map(({ path }) => formFieldOf(path)),
    ).toEqual(['autoscaling', 'access']);
  });

  it.each([undefined, null, [], 'retail', 7])('refuses %p', form => {
    expect(() => documentFromForm(form)).toThrow(InvalidLakehouseError);
  });

  it('gives for every form a document that renders, or a typed error whose problems have a question', () => {
    let rendered = 0;
    fc.assert(
      fc.property(anyForm, form => {
        let document;
        try {
          document = documentFromForm(form);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidLakehouseError);
          const { problems } = error as InvalidLakehouseError;
          expect(problems.length).toBeGreaterThan(0);
          for (const { path, message } of problems) {
            expect(message).not.toBe('');
            expect([path, formFieldOf(path)]).toEqual([
              path,
              expect.any(String),
            ]);
          }
          return;
        }
        rendered += 1;
        expect(renderLakehouse(document).files.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
    expect(rendered).toBeLessThan(500);
  });

  it('gives for sensible choices lakehouses in which the linter finds nothing', () => {
    fc.assert(
      fc.property(anySensibleForm, form => {
        // About a quarter is without problems; it goes on until there are so many of them.
        fc.pre(problemsOf(form).length === 0);
        const { files } = renderLakehouse(documentFromForm(form));
        expect(
          lintManifests(files.filter(({ path }) => path !== 'README.md'))
            .findings,
        ).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('knows every question', () => {
    expect(Object.keys(ANSWERS).sort()).toEqual(
      Object.keys(FORM_FIELDS).sort(),
    );
  });

  describe('and the form of the template', () => {
    const asked = new Set<string>();
    const collect = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('properties' in node)
        for (const name of Object.keys(node.properties as object))
          asked.add(name);
      Object.values(node)
        // The parts of an answer are no answers.
        .filter(value => !(value as { items?: unknown })?.items)
        .forEach(collect);
    };
    collect(parse(readFileSync(TEMPLATE, 'utf8')).spec.parameters);

    it('asks in a way that checks and review find each question: by conditions whose answers a step names', () => {
      // Backstage looks a question up with the answers that `dependencies` names; of several dependencies it follows one.
      const steps = parse(readFileSync(TEMPLATE, 'utf8')).spec.parameters as {
        dependencies?: Record<string, unknown>;
        allOf?: { if: { required: string[]; properties: object } }[];
      }[];
      const conditions = steps.flatMap(({ dependencies = {}, allOf = [] }) => {
        expect(Object.values(dependencies)).toEqual(
          Object.keys(dependencies).map(() => []),
        );
        return allOf.map(({ if: condition }) => {
          expect(condition.required.slice().sort()).toEqual(
            Object.keys(condition.properties).sort(),
          );
          expect(Object.keys(dependencies)).toEqual(
            expect.arrayContaining(condition.required),
          );
          return condition.required;
        });
      });
      expect(conditions.flat()).toEqual(
        expect.arrayContaining(['storageType', 'catalogType', 'tls']),
      );
    });

    it('refuses no answer that it gives, that of its preview neither', () => {
      expect(asked).toContain('preview');
      const form = Object.fromEntries(
        [...asked].map(name => [name, undefined]),
      );
      expect(
        problemsOf({ ...form, ...MINIMUM }).filter(({ message }) =>
          message.includes('no question'),
        ),
      ).toEqual([]);
    });

    it('knows no answer that nobody is asked for', () => {
      expect(
        Object.keys(FORM_FIELDS).filter(
          name =>
            !asked.has(name) &&
            // Right by itself: with an endpoint of one's own. A box can't be neither ticked nor not.
            name !== 'pathStyleAccess',
        ),
      ).toEqual([]);
    });
  });
});
