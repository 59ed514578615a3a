import { mockServices } from '@backstage/backend-test-utils';
import {
  makeValidator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  type Entity,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import type {
  LakehouseDetail,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { LakehouseEntityProvider } from './LakehouseEntityProvider';
import type { LakehouseSource } from './readLakehouseEntities';
import type { TableRule } from './TableRule';

function table(name: string, extra: Partial<TableSummary> = {}): TableSummary {
  const [lakehouse, schema, tableName] = name.split('.');
  return {
    lakehouse,
    schema,
    table: tableName,
    entityRef: '',
    owner: 'group:default/orders-platform',
    layer: schema,
    format: 'iceberg',
    severity: 'healthy',
    score: 90,
    scoreIsUpperBound: false,
    scoreHistory: [],
    due: [],
    ...extra,
  };
}

class FakeLakehouses {
  scanned = true;
  failing: string | undefined;
  constructor(public tables: TableSummary[]) {}

  get names() {
    return [...new Set(this.tables.map(t => t.lakehouse))];
  }

  service(): LakehouseSource {
    return {
      listLakehouses: async () => ({
        items: this.names.map(name => this.#detail(name)),
      }),
      getLakehouse: async name => {
        if (name === this.failing) {
          throw new Error('The catalog does not answer');
        }
        if (!this.names.includes(name)) {
          throw new NotFoundError(name);
        }
        return this.#detail(name);
      },
      listTables: async query => {
        const all = this.tables.filter(t => t.lakehouse === query.lakehouse);
        const offset = query.offset ?? 0;
        const limit = Math.min(query.limit ?? 50, 2);
        return {
          items: all.slice(offset, offset + limit),
          totalItems: all.length,
          offset,
          limit,
        };
      },
    };
  }

  #detail(name: string): LakehouseDetail {
    const rollUp = {
      tables: 0,
      healthy: 0,
      atRisk: 0,
      critical: 0,
      unknown: 0,
      slow: 0,
      sizeBytes: 0,
      dataFiles: 0,
    };
    const schemas = [
      ...new Set(
        this.tables.filter(t => t.lakehouse === name).map(t => t.schema),
      ),
    ];
    return {
      name,
      title: name,
      owner: 'group:default/data-platform',
      connectionType: 'embedded',
      origin: 'config',
      layers: schemas,
      scan: {
        status: this.scanned ? 'ok' : 'never',
        lastSuccessAt: this.scanned ? '2026-11-26T00:00:00Z' : undefined,
        tablesTotal: 0,
        tablesFailed: 0,
      },
      rollUp,
      annotations: {
        'backstage.io/kubernetes-id': name,
        'lakehouse-portal.io/lakehouse': 'forged',
      },
      schemas: schemas.map(schema => ({
        name: schema,
        layer: schema,
        tables: 1,
        sizeBytes: 0,
        rollUp,
      })),
      connection: [],
    };
  }
}

/** Does with mutations what the catalog does, so that tests can ask what is in it. */
class FakeCatalog {
  readonly mutations: EntityProviderMutation[] = [];
  entities = new Map<string, Entity>();

  async applyMutation(mutation: EntityProviderMutation) {
    this.mutations.push(mutation);
    if (mutation.type === 'full') {
      this.entities.clear();
    } else {
      for (const removed of mutation.removed) {
        this.entities.delete(
          'entityRef' in removed
            ? removed.entityRef
            : stringifyEntityRef(removed.entity),
        );
      }
    }
    for (const { entity } of mutation.type === 'full'
      ? mutation.entities
      : mutation.added) {
      this.entities.set(stringifyEntityRef(entity), entity);
    }
  }

  async refresh() {}

  get tables() {
    return [...this.entities.keys()]
      .filter(ref => ref.split('.').length === 3)
      .sort();
  }
}

async function setUp(lakehouses: FakeLakehouses, rules: TableRule[] = []) {
  const catalog = new FakeCatalog();
  let onEvent: ((name: string) => Promise<void>) | undefined;
  const provider = LakehouseEntityProvider.create({
    auth: mockServices.auth(),
    events: {
      publish: async () => {},
      subscribe: async ({ onEvent: handler }) => {
        onEvent = lakehouse =>
          handler({ topic: 'lakehouse.changed', eventPayload: { lakehouse } });
      },
    },
    lakehouse: lakehouses.service(),
    logger: mockServices.logger.mock({
      child: () => mockServices.logger.mock(),
    }),
    rules,
    taskRunner: { run: async () => {} },
  });
  await provider.connect(catalog);
  return { provider, catalog, announce: (name: string) => onEvent!(name) };
}

describe('LakehouseEntityProvider', () => {
  it('gives a System, schemas and tables with owner, layer and relations upwards, all valid', async () => {
    const { provider, catalog } = await setUp(
      new FakeLakehouses([
        table('retail.silver.orders', {
          tableUuid: '6a0e',
          description: 'One row per order',
        }),
        table('retail.gold.revenue'),
        table('retail.gold.orphan', { owner: undefined, layer: undefined }),
      ]),
    );
    await provider.refresh();
    for (const entity of catalog.entities.values()) {
      const validator =
        entity.kind === 'System'
          ? systemEntityV1alpha1Validator
          : resourceEntityV1alpha1Validator;
      await expect(validator.check(entity)).resolves.toBe(true);
      expect(makeValidator().isValidEntityName(entity.metadata.name)).toBe(
        true,
      );
    }
    expect(catalog.entities.get('system:default/retail')).toMatchObject({
      metadata: {
        annotations: {
          'backstage.io/kubernetes-id': 'retail',
          'lakehouse-portal.io/lakehouse': 'retail',
        },
      },
      spec: { type: 'lakehouse', owner: 'group:default/data-platform' },
    });
    expect(
      catalog.entities.get('resource:default/retail.silver.orders'),
    ).toMatchObject({
      metadata: {
        title: 'silver.orders',
        description: 'One row per order',
        annotations: {
          'lakehouse-portal.io/lakehouse': 'retail',
          'lakehouse-portal.io/schema': 'silver',
          'lakehouse-portal.io/table': 'orders',
          'lakehouse-portal.io/table-uuid': '6a0e',
          'lakehouse-portal.io/layer': 'silver',
          'backstage.io/managed-by-location': 'lakehouse:retail/silver/orders',
          'backstage.io/managed-by-origin-location':
            'lakehouse:retail/silver/orders',
        },
      },
      spec: {
        type: 'lakehouse-table',
        owner: 'group:default/orders-platform',
        system: 'retail',
        dependsOn: ['resource:default/retail.silver'],
      },
    });
    expect(
      catalog.entities.get('resource:default/retail.gold.orphan')?.spec?.owner,
    ).toBe('unknown');
  });

  it('applies only the difference after a change, and none when only the health changed', async () => {
    const lakehouses = new FakeLakehouses([
      table('retail.gold.a'),
      table('retail.gold.b'),
    ]);
    const { provider, catalog, announce } = await setUp(lakehouses);
    await provider.refresh();
    lakehouses.tables = [
      table('retail.gold.a', { severity: 'critical', score: 3 }),
      table('retail.gold.b'),
    ];
    await announce('retail');
    expect(catalog.mutations).toHaveLength(1);

    lakehouses.tables = [table('retail.gold.a'), table('retail.gold.c')];
    await announce('retail');
    expect(catalog.mutations[1]).toMatchObject({
      type: 'delta',
      added: [{ entity: { metadata: { name: 'retail.gold.c' } } }],
      removed: [{ entityRef: 'resource:default/retail.gold.b' }],
    });
    expect(catalog.tables).toEqual([
      'resource:default/retail.gold.a',
      'resource:default/retail.gold.c',
    ]);
  });

  it('removes nothing because a source failed, and goes on with the others', async () => {
    const lakehouses = new FakeLakehouses([
      table('retail.gold.a'),
      table('lab.gold.x'),
    ]);
    const { provider, catalog, announce } = await setUp(lakehouses);
    await provider.refresh();
    lakehouses.failing = 'retail';
    lakehouses.tables.push(table('lab.gold.y'));
    await provider.refresh();
    await expect(announce('retail')).rejects.toThrow('does not answer');
    expect(catalog.tables).toEqual([
      'resource:default/lab.gold.x',
      'resource:default/lab.gold.y',
      'resource:default/retail.gold.a',
    ]);
    expect(catalog.mutations.filter(m => m.type === 'full')).toHaveLength(1);
  });

  it('removes nothing after a restart as long as a lakehouse was never scanned', async () => {
    const lakehouses = new FakeLakehouses([table('retail.gold.a')]);
    lakehouses.scanned = false;
    const { provider, catalog } = await setUp(lakehouses);
    await catalog.applyMutation({
      type: 'full',
      entities: [
        {
          entity: {
            apiVersion: 'v1',
            kind: 'Resource',
            metadata: { name: 'retail.gold.known-before' },
          },
        },
      ],
    });
    await provider.refresh();
    expect(catalog.tables).toContain(
      'resource:default/retail.gold.known-before',
    );
    lakehouses.scanned = true;
    await provider.refresh();
    expect(catalog.tables).toEqual(['resource:default/retail.gold.a']);
  });

  it('removes the entities of a lakehouse that is gone', async () => {
    const lakehouses = new FakeLakehouses([
      table('retail.gold.a'),
      table('lab.gold.x'),
    ]);
    const { provider, catalog, announce } = await setUp(lakehouses);
    await provider.refresh();
    lakehouses.tables = [table('retail.gold.a')];
    await announce('lab');
    expect(
      [...catalog.entities.keys()].filter(ref => ref.includes('lab')),
    ).toEqual([]);
    expect(catalog.tables).toEqual(['resource:default/retail.gold.a']);
  });

  it('makes entities of the tables that a rule matches, and keeps out the rest', async () => {
    const { provider, catalog } = await setUp(
      new FakeLakehouses([
        table('retail.bronze.events'),
        table('retail.gold.revenue'),
        table('retail.silver.orders', { owner: undefined }),
        table('retail.silver.tmp_orders'),
      ]),
      [
        { layers: ['gold'] },
        { pattern: 'silver.tmp*', owned: true },
        { owned: false, layers: ['bronze'] },
      ],
    );
    await provider.refresh();
    expect(catalog.tables).toEqual([
      'resource:default/retail.gold.revenue',
      'resource:default/retail.silver.tmp_orders',
    ]);
  });
});
