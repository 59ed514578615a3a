import fc from 'fast-check';
import { loadAll, YAML11_SCHEMA } from 'js-yaml';
import { parse, parseAllDocuments } from 'yaml';
import { type LakehouseDocument, readLakehouse } from '../document';
import { lintManifests } from '../lint';
import { anyLakehouse } from '../testing/anyLakehouse';
import { everyCombination } from '../testing/everyCombination';
import { renderLakehouse } from './renderLakehouse';

function documentOf(spec: object, name = 'lake'): LakehouseDocument {
  return readLakehouse(
    {
      apiVersion: 'lakehouse-portal.io/v1alpha1',
      kind: 'Lakehouse',
      metadata: { name },
      spec: { owner: 'group:default/data', ...spec },
    },
    'test',
  );
}

/** What the linter says of the rendered folders, handed in at once. */
function findingsOf(...documents: LakehouseDocument[]): string[] {
  const { findings, errors } = lintManifests(
    documents.flatMap((document, index) =>
      renderLakehouse(document)
        .files.filter(({ path }) => path !== 'README.md')
        .map(({ path, text }) => ({ path: `${index}/${path}`, text })),
    ),
  );
  return [...findings, ...errors].map(({ message, ...found }) =>
    'rule' in found ? `${found.rule} ${found.file}: ${message}` : message,
  );
}

/** Without its namespace: what is written short may be the same. */
function externalHostOf({ spec }: LakehouseDocument): string | undefined {
  return spec.database?.type === 'external'
    ? spec.database.host.split('.')[0]
    : undefined;
}

function namespaceOf({ metadata, spec }: LakehouseDocument): string {
  return spec.namespace ?? metadata.name;
}

function fileOf(document: LakehouseDocument, path: string): string {
  const file = renderLakehouse(document).files.find(
    candidate => candidate.path === path,
  );
  if (!file) throw new Error(`No ${path}`);
  return file.text;
}

function deploymentOf(document: LakehouseDocument, name: string) {
  for (const object of renderLakehouse(document).objects)
    if (object.kind === 'Deployment' && object.metadata.name === name)
      return object;
  throw new Error(`No Deployment ${name}`);
}

function dataOf(
  document: LakehouseDocument,
  name: string,
): Record<string, string> {
  const map = renderLakehouse(document).objects.find(
    object => object.kind === 'ConfigMap' && object.metadata.name === name,
  );
  return (map as { data: Record<string, string> }).data;
}

describe('renderLakehouse', () => {
  it('renders every document to manifests in which the linter finds nothing', () => {
    fc.assert(
      fc.property(anyLakehouse, document => {
        const { files } = renderLakehouse(document);
        const { findings, errors } = lintManifests(
          files.filter(({ path }) => path !== 'README.md'),
        );
        expect({ findings, errors }).toEqual({ findings: [], errors: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('renders every catalog with every storage and every database that it takes to manifests in which the linter finds nothing', () => {
    const combinations = everyCombination();
    expect(
      combinations.flatMap(({ title, document }) => {
        const found = findingsOf(document);
        return found.length > 0 ? [[title, found]] : [];
      }),
    ).toEqual([]);
    // jdbc takes all; hive (4 versions), nessie, polaris and lakekeeper S3 with keys; glue S3; unity and rest (2) all.
    expect(combinations).toHaveLength(
      11 * 3 + (4 + 3) * 6 * 3 + 2 + (1 + 2) * 11,
    );
    expect(new Set(combinations.map(({ title }) => title)).size).toBe(
      combinations.length,
    );
  });

  it('renders any two lakehouses to manifests in which the linter finds nothing together', () => {
    fc.assert(
      fc.property(anyLakehouse, anyLakehouse, (one, other) => {
        fc.pre(
          one.metadata.name !== other.metadata.name ||
            namespaceOf(one) !== namespaceOf(other),
        );
        // In one external database two catalogs are in each other's way, as L4 says.
        fc.pre(
          externalHostOf(one) === undefined ||
            externalHostOf(one) !== externalHostOf(other),
        );
        // Only one of them can bring the namespace.
        const second =
          namespaceOf(one) === namespaceOf(other)
            ? { ...other, spec: { ...other.spec, createNamespace: false } }
            : other;
        expect(findingsOf(one, second)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('declares a Service that the document names by a short host as one that is there, so that the linter does not miss it', () => {
    const credentials = { from: 'secret', name: 'given' };
    const catalogs = [
      {
        ...{ type: 'postgresql', name: 'shop', host: 'shop-db' },
        ...{ database: 'shop', credentials },
      },
    ];
    for (const [spec, services] of [
      [{ trino: { catalogs } }, 'Service/shop-db'],
      [
        {
          database: {
            ...{ type: 'external', host: 'pg', database: 'iceberg' },
            credentials,
          },
        },
        'Service/pg',
      ],
      [
        {
          storage: {
            ...{ type: 's3', bucket: 'data', endpoint: 'http://minio:9000' },
            credentials,
          },
        },
        'Service/minio',
      ],
      [
        {
          storage: { type: 'rook-ceph', endpoint: 'http://rgw.lake.svc' },
        },
        'Service/rgw',
      ],
      [
        {
          catalog: {
            ...{ type: 'rest', uri: 'http://rest:8181/iceberg' },
            oauth2: {
              serverUri: 'http://login:8080/token',
              credential: credentials,
            },
          },
        },
        'Service/rest, Service/login',
      ],
      [
        {
          catalog: { type: 'unity', uri: 'http://uc:8080', warehouse: 'main' },
        },
        'Service/uc',
      ],
    ] as const) {
      const document = documentOf(spec);
      expect(findingsOf(document)).toEqual([]);
      const kept = renderLakehouse(document).objects.find(
        ({ metadata }) => metadata.name === 'lake-document',
      );
      expect(
        kept!.metadata.annotations!['lakehouse-portal.io/external'],
      ).toContain(services);
    }
  });

  it('renders lakehouses of one name in two namespaces, or of two names in one, to manifests in which the linter finds nothing together', () => {
    const specs = [
      { storage: { type: 'seaweedfs' }, catalog: { type: 'jdbc' } },
      { storage: { type: 'minio' }, catalog: { type: 'hive' } },
      { storage: { type: 'rustfs' }, catalog: { type: 'nessie' } },
    ];
    for (const one of specs)
      for (const other of specs) {
        expect(
          findingsOf(
            documentOf({ ...one, namespace: 'prod' }),
            documentOf({ ...other, namespace: 'staging' }),
          ),
        ).toEqual([]);
        expect(
          findingsOf(
            documentOf({ ...one, namespace: 'both' }),
            documentOf(
              { ...other, namespace: 'both', createNamespace: false },
              'pond',
            ),
          ),
        ).toEqual([]);
      }
  });

  it('gives the Secret of a catalog that ends with an underscore a name that Kubernetes takes, and no other catalog has', () => {
    const names = ['shop', 'shop_', 'shop__', '_shop', 'shop_x', '_', '__'];
    const catalogs = names.map(name => ({
      ...{ type: 'postgresql', name, host: 'db.example.com', database: 'd' },
      credentials: { from: 'external', store: 'vault', key: 'shop' },
    }));
    const document = documentOf({ trino: { catalogs } });
    const fetched = renderLakehouse(document).objects.flatMap(
      ({ kind, metadata }) => (kind === 'ExternalSecret' ? metadata.name : []),
    );
    expect(fetched[0]).toBe('lake-catalog-shop');
    expect(new Set(fetched).size).toBe(names.length);
    for (const name of fetched)
      expect(name).toMatch(
        /^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
      );
    expect(findingsOf(document)).toEqual([]);
  });

  it('gives the same bytes for the same document, whatever the order of its keys', () => {
    fc.assert(
      fc.property(anyLakehouse, document => {
        expect(
          renderLakehouse(reversed(document) as LakehouseDocument).files,
        ).toEqual(renderLakehouse(document).files);
      }),
      { numRuns: 50 },
    );
  });

  it('writes files that read back as the objects', () => {
    fc.assert(
      fc.property(anyLakehouse, document => {
        const { files, components } = renderLakehouse(document);
        for (const { name, objects } of components) {
          const text = files.find(({ path }) => path === `${name}.yaml`)!.text;
          expect(parseAllDocuments(text).map(read => read.toJS())).toEqual(
            JSON.parse(JSON.stringify(objects)),
          );
        }
        const { resources } = parse(
          files.find(({ path }) => path === 'kustomization.yaml')!.text,
        );
        expect(resources).toEqual(components.map(({ name }) => `${name}.yaml`));
      }),
      { numRuns: 50 },
    );
  });

  it('writes texts that kubectl, kustomize, Flux and Argo CD do not take for booleans or numbers, as they read YAML 1.1', () => {
    const words = fc.constantFrom(
      ...['on', 'Off', 'yes', 'NO', 'y', 'n', 'true', 'null', '~', '012'],
      ...['1_000', '0x1f', '0b1', '1.5', '1e3', '.inf', '2001-01-01', '7'],
      ...['0o17', '1__0', '0.', 'N', 'OFF'],
    );
    fc.assert(
      fc.property(anyLakehouse, words, words, (document, key, value) => {
        const labels = { [key]: value.replace('~', ''), pci: 'no' };
        const { files, components } = renderLakehouse({
          ...document,
          metadata: { ...document.metadata, labels },
        });
        for (const { name, objects } of components) {
          const text = files.find(({ path }) => path === `${name}.yaml`)!.text;
          expect(loadAll(text, { schema: YAML11_SCHEMA })).toEqual(
            JSON.parse(JSON.stringify(objects)),
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has each pod ask for what the preview of the capacity says', () => {
    fc.assert(
      fc.property(anyLakehouse, document => {
        const { objects, capacity } = renderLakehouse(document);
        const pods = objects.flatMap(object => {
          if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet')
            return [];
          const { metadata, spec } = object;
          const { requests, limits } =
            spec!.template.spec!.containers[0].resources!;
          return [
            {
              component: metadata.labels!['app.kubernetes.io/component'],
              asked: {
                cpu: cores(requests!.cpu),
                most: cores(limits!.cpu),
                memory: mebibytes(limits!.memory),
                same: requests!.memory === limits!.memory,
              },
            },
          ];
        });
        for (const { component, asked } of pods) {
          const row = capacity.components.find(
            candidate => candidate.component === component,
          )!;
          expect(asked).toEqual({
            cpu: row.cpuRequest,
            most: row.cpuLimit,
            memory: row.memoryMiB,
            same: true,
          });
        }
        const claims = objects.flatMap(object =>
          object.kind === 'StatefulSet'
            ? [
                mebibytes(
                  object.spec!.volumeClaimTemplates![0].spec!.resources!
                    .requests!.storage,
                ),
              ]
            : [],
        );
        const byOperators = capacity.components.filter(({ title }) =>
          /CloudNativePG/.test(title),
        );
        expect(
          claims.reduce((sum, claim) => sum + claim, 0) +
            byOperators.reduce((sum, { storageMiB }) => sum + storageMiB, 0),
        ).toBe(capacity.total.storageMiB);
      }),
      { numRuns: 100 },
    );
  });

  it('asks for CPU in the words that Kubernetes keeps, so that a second apply changes nothing', () => {
    const requestOf = (cpu: number) =>
      deploymentOf(
        documentOf({ trino: { coordinator: { cpu, memory: '3Gi' } } }),
        'lake-trino',
      ).spec!.template.spec!.containers[0].resources!.requests!.cpu;
    expect([0.9999, 1.5, 0.3333, 2].map(requestOf)).toEqual([
      ...['1', '1500m', '333m', '2'],
    ]);
  });

  it('has no secret in what it renders, only references', () => {
    fc.assert(
      fc.property(anyLakehouse, document => {
        expect(
          renderLakehouse(document).objects.filter(
            ({ kind }) => kind === 'Secret',
          ),
        ).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [458, 'fs.native-s3.enabled=true', 'query.max-memory-per-node=3276MB'],
    [475, 'fs.native-s3.enabled=true', 'query.max-memory-per-node=3276MB'],
    [476, 'fs.native-s3.enabled=true', 'query.max-memory-per-node=50%'],
    [481, 'fs.s3.enabled=true', 'query.max-memory-per-node=50%'],
  ])('names properties as Trino %i does', (version, fileSystem, memory) => {
    const document = documentOf({ size: 'small', trino: { version } });
    expect(
      dataOf(document, 'lake-trino-catalogs')['lakehouse.properties'],
    ).toContain(`${fileSystem}\n`);
    expect(
      dataOf(document, 'lake-trino-worker')['config.properties'],
    ).toContain(`${memory}\n`);
  });

  it('leaves the number of workers to whoever scales them', () => {
    const workers = (spec: object) =>
      deploymentOf(documentOf(spec), 'lake-trino-worker');
    expect(workers({ size: 'small' }).spec!.replicas).toBe(2);
    expect(
      workers({ size: 'small', trino: { autoscaling: { maxWorkers: 5 } } })
        .spec,
    ).not.toHaveProperty('replicas');
  });

  it('rolls the pods when a property of a catalog changes, not when only an access rule does', () => {
    const base = {
      trino: { authentication: { type: 'password' } },
      access: { admins: ['admin'] },
    };
    const checksum = (spec: object) =>
      deploymentOf(documentOf(spec), 'lake-trino').spec!.template.metadata!
        .annotations!['checksum/config'];
    expect(
      checksum({ ...base, storage: { type: 'versitygw', prefix: 'other' } }),
    ).not.toBe(checksum(base));
    expect(checksum({ ...base, access: { admins: ['admin', 'root'] } })).toBe(
      checksum(base),
    );
  });

  it('gives a Job another name when what it does changes, since a Job can not be changed', () => {
    const job = (spec: object) =>
      renderLakehouse(documentOf(spec)).objects.find(
        ({ kind, metadata }) =>
          kind === 'Job' && metadata.name.startsWith('lake-bucket-'),
      )!.metadata.name;
    expect(job({ storage: { type: 'versitygw', bucket: 'one' } })).not.toBe(
      job({ storage: { type: 'versitygw', bucket: 'two' } }),
    );
  });

  it('tells in the read-me which Secrets must be there before, and what has data', () => {
    const text = fileOf(
      documentOf({
        storage: {
          type: 's3',
          bucket: 'data',
          credentials: {
            from: 'secret',
            name: 'keys',
            keys: { accessKey: 'id' },
          },
        },
      }),
      'README.md',
    );
    expect(text).toContain('- Secret `keys`, with `id`, `secret-key`');
    expect(text).toContain('Volumes with data: PostgreSQL (2 GiB)');
  });

  it('names every Secret that must be there before in the read-me, and what the cluster must have', () => {
    const text = fileOf(
      documentOf({
        imagePullSecrets: ['registry'],
        storage: {
          ...{ type: 's3', bucket: 'data' },
          credentials: { from: 'external', store: 'vault', key: 'lake/s3' },
        },
        database: { type: 'cloudnative-pg' },
        trino: {
          ...{ version: 476, workers: 2, serviceAccount: 'query' },
          tls: { type: 'secret', name: 'certificate' },
          ingress: { host: 'trino.example.com', tlsSecret: 'public' },
          autoscaling: {
            ...{ by: 'keda', maxWorkers: 4 },
            prometheus: 'http://prometheus.monitoring:9090',
          },
        },
        addons: { superset: {} },
      }),
      'README.md',
    );
    for (const line of [
      '- Secret `registry`, of type kubernetes.io/dockerconfigjson: to fetch images',
      "- Secret `certificate`, of type kubernetes.io/tls: Trino's certificate",
      '- Secret `public`, of type kubernetes.io/tls: the certificate of the ingress',
      '- ServiceAccount `query`',
      '- `lake-storage`: `lake/s3` of SecretStore `vault`',
      '- The operator CloudNativePG.',
      '- The External Secrets Operator, and its SecretStore `vault`.',
      '- KEDA, and the Prometheus',
      '- An ingress controller',
      '- Argo CD, for the optional parts',
      '- For Superset the namespace `lake-superset` with a Secret in it, its session key: `kubectl -n lake-superset create secret generic superset-session',
    ])
      expect(text).toContain(line);
    expect(text).not.toContain('None has to be');
  });

  it.each([
    ['http://prometheus.monitoring.svc:9090', ['monitoring']],
    ['http://prometheus.monitoring.svc.cluster.local', ['monitoring']],
    ['http://prometheus:9090/x', ['lake']],
    ['http://example.com:9090', []],
    ['http://10.1.2.3:9090', []],
    ['http://[1]', []],
    ['http://prom:99999', ['lake']],
  ])(
    'lets the Prometheus that scales the workers in, where its namespace is known: %s',
    (prometheus, namespaces) => {
      const { objects } = renderLakehouse(
        documentOf({
          network: { from: ['portal'] },
          trino: {
            workers: 1,
            autoscaling: { by: 'keda', maxWorkers: 2, prometheus },
          },
        }),
      );
      const found = [
        ...JSON.stringify(objects).matchAll(
          /"kubernetes\.io\/metadata\.name":"([^"]+)"/g,
        ),
      ].map(([, name]) => name);
      expect(found).toEqual(['portal', ...namespaces]);
    },
  );

  it('installs charts of others in namespaces of their own, which may reach Trino, as may the Prometheus that scales it: that of the lakehouse takes no pod that is not restricted', () => {
    for (const deliver of ['argocd', 'flux']) {
      const { objects } = renderLakehouse(
        documentOf({
          network: { from: ['portal'] },
          trino: {
            workers: 1,
            autoscaling: {
              ...{ by: 'keda', maxWorkers: 2 },
              prometheus: 'http://prometheus.monitoring.svc:9090',
            },
          },
          addons: { superset: {}, kafka: { namespace: 'streams' }, deliver },
        }),
      );
      const text = JSON.stringify(objects);
      for (const namespace of ['lake-superset', 'streams']) {
        expect(text).toContain(
          deliver === 'flux'
            ? `"targetNamespace":"${namespace}","install":{"createNamespace":true}`
            : `"namespace":"${namespace}"}`,
        );
      }
      for (const namespace of ['lake-superset', 'streams', 'monitoring'])
        expect(text).toContain(
          `{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"${namespace}"}}}`,
        );
    }
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, child]) => [key, reversed(child)]),
  );
}

function cores(cpu: string): number {
  return cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1000 : Number(cpu);
}

function mebibytes(memory: string): number {
  const [, number, unit] = /^(\d+)(Mi|Gi|Ti)$/.exec(memory)!;
  return Number(number) * { Mi: 1, Gi: 1024, Ti: 1024 * 1024 }[unit as 'Mi'];
}
