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
import {
  combineIdentities,
  tableNameParameter,
  type LakehouseDetail,
  type TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { createHash } from 'node:crypto';
import { LakehouseEntityProvider } from './LakehouseEntityProvider';
import type { LakehouseSource } from './createLakehouseReader';
import type { TableRule } from './TableRule';

function table(name: string, extra: Partial<TableSummary> = {}): TableSummary {
  const [lakehouse, schema, tableName] = name.split('.');
  const summary = {
    lakehouse,
    schema,
    table: tableName,
    entityRef: `resource:default/${name}`,
    kind: 'table' as const,
    owner: 'group:default/orders-platform',
    layer: schema,
    format: 'iceberg',
    severity: 'healthy' as const,
    score: 90,
    scoreIsUpperBound: false,
    scoreHistory: [],
    due: [],
    ...extra,
  };
  const shown = { ...summary, severity: '', score: 0 };
  return {
    ...summary,
    identity: createHash('sha256')
      .update(JSON.stringify(shown))
      .digest('hex')
      .slice(0, 16),
  };
}

class FakeLakehouses {
  scanned = true;
  failing: string | undefined;
  pageSize = 2;
  title: string | undefined;
  /** Calls, and tables that were sent. */
  readonly work = { calls: 0, tables: 0 };
  constructor(public tables: TableSummary[]) {}

  get names() {
    return [...new Set(this.tables.map(t => t.lakehouse))];
  }

  service(): LakehouseSource {
    return {
      listLakehouses: async () => {
        this.work.calls += 1;
        return { items: this.names.map(name => this.#detail(name)) };
      },
      getLakehouse: async name => {
        this.work.calls += 1;
        if (name === this.failing) {
          throw new Error('The catalog does not answer');
        }
        if (!this.names.includes(name)) {
          throw new NotFoundError(name);
        }
        return this.#detail(name);
      },
      listTables: async query => {
        this.work.calls += 1;
        const all = this.tables.filter(
          t =>
            t.lakehouse === query.lakehouse &&
            (!query.name || query.name.includes(tableNameParameter(t))),
        );
        const offset = Number(query.cursor ?? 0);
        const limit = Math.min(query.limit ?? 50, this.pageSize);
        const items = all.slice(offset, offset + limit);
        this.work.tables += items.length;
        return {
          items,
          totalItems: all.length,
          nextCursor:
            offset + limit < all.length ? String(offset + limit) : undefined,
          offset: 0,
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
      title: this.title ?? name,
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
      tablesIdentity: combineIdentities(
        this.tables
          .filter(t => t.lakehouse === name)
          .map(({ identity }) => identity),
      ),
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
  const clock = { now: 0 };
  let onEvent:
    | ((name: string, changed?: TableSummary[]) => Promise<void>)
    | undefined;
  const provider = LakehouseEntityProvider.create({
    auth: mockServices.auth(),
    events: {
      publish: async () => {},
      subscribe: async ({ onEvent: handler }) => {
        onEvent = (lakehouse, tables) =>
          handler({
            topic: 'lakehouse.changed',
            eventPayload: { lakehouse, tables },
          });
      },
    },
    lakehouse: lakehouses.service(),
    logger: mockServices.logger.mock({
      child: () => mockServices.logger.mock(),
    }),
    rules,
    taskRunner: { run: async () => {} },
    now: () => clock.now,
  });
  await provider.connect(catalog);
  return {
    provider,
    catalog,
    clock,
    announce: (name: string, changed?: TableSummary[]) =>
      onEvent!(name, changed),
  };
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
    expect(catalog.mutations).toHaveLength(2);
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

  it('a view becomes an entity of a type of its own', async () => {
    const { provider, catalog } = await setUp(
      new FakeLakehouses([
        table('retail.gold.latest', {
          kind: 'view',
          unreadable: 'A view',
          severity: 'unknown',
        }),
      ]),
    );
    await provider.refresh();
    expect(
      catalog.entities.get('resource:default/retail.gold.latest')?.spec?.type,
    ).toBe('lakehouse-view');
  });

  it('of 10,000 tables, nothing is read or mutated when nothing changed, and one in a hundred when one in a hundred did', async () => {
    const all = Array.from({ length: 10_000 }, (_, index) =>
      table(`retail.gold.t${index}`),
    );
    const lakehouses = new FakeLakehouses(all);
    lakehouses.pageSize = 500;
    const { provider, catalog, announce, clock } = await setUp(lakehouses);
    await provider.refresh();
    expect(catalog.tables).toHaveLength(10_000);
    expect(catalog.mutations).toHaveLength(1);
    const first = { ...lakehouses.work };
    expect(first.tables).toBe(10_000);

    await provider.refresh();
    await announce('retail', all.slice(0, 100));
    expect(catalog.mutations).toHaveLength(1);
    // The state of the lakehouse twice, the list of lakehouses, and the tables that the event named.
    expect(lakehouses.work).toEqual({
      calls: first.calls + 4,
      tables: first.tables + 100,
    });

    const changed = all
      .filter((_, index) => index % 100 === 0)
      .map(({ table: name }) =>
        table(`retail.gold.${name}`, { owner: 'group:default/others' }),
      );
    const byName = new Map(changed.map(t => [t.table, t]));
    lakehouses.tables = all.map(t => byName.get(t.table) ?? t);
    const before = { ...lakehouses.work };
    await announce('retail', changed);
    expect(catalog.mutations).toHaveLength(2);
    expect(catalog.mutations[1]).toMatchObject({ type: 'delta', removed: [] });
    expect(
      catalog.mutations[1].type === 'delta' && catalog.mutations[1].added,
    ).toHaveLength(100);
    expect(lakehouses.work).toEqual({
      calls: before.calls + 2,
      tables: before.tables + 100,
    });

    // An event that got lost is found by the checksum, and costs reading, but no more mutation than the change.
    lakehouses.tables = [
      table('retail.gold.t0', { description: 'The first' }),
      ...lakehouses.tables.slice(2),
    ];
    await provider.refresh();
    expect(catalog.mutations[2]).toMatchObject({
      type: 'delta',
      added: [{ entity: { metadata: { name: 'retail.gold.t0' } } }],
      removed: [{ entityRef: 'resource:default/retail.gold.t1' }],
    });

    // Once a day all is given anew, for what somebody removed from the catalog.
    clock.now += 24 * 3_600_000;
    await provider.refresh();
    expect(catalog.mutations).toHaveLength(4);
    expect(catalog.mutations[3].type).toBe('full');
    expect(catalog.tables).toHaveLength(9_999);
  });

  it('a table that was renamed keeps its entity, which shows the new name', async () => {
    const old = table('retail.gold.revenue', { tableUuid: '6a0e' });
    const other = table('retail.gold.other');
    const lakehouses = new FakeLakehouses([old, other]);
    const { provider, catalog, announce } = await setUp(lakehouses);
    await provider.refresh();
    const renamed = table('retail.gold.revenue_daily', {
      tableUuid: '6a0e',
      entityRef: old.entityRef,
    });
    lakehouses.tables = [renamed, other];
    await announce('retail', [old, renamed]);
    expect(catalog.mutations[1]).toMatchObject({
      type: 'delta',
      removed: [],
      added: [
        {
          entity: {
            metadata: {
              name: 'retail.gold.revenue',
              title: 'gold.revenue_daily',
              annotations: { 'lakehouse-portal.io/table-uuid': '6a0e' },
            },
          },
        },
      ],
    });
    expect(catalog.tables).toHaveLength(2);
  });

  it('gives again what the catalog did not take', async () => {
    const lakehouses = new FakeLakehouses([table('retail.gold.a')]);
    const { provider, catalog, announce } = await setUp(lakehouses);
    await provider.refresh();
    lakehouses.tables.push(table('retail.gold.b'));
    const apply = jest
      .spyOn(catalog, 'applyMutation')
      .mockRejectedValueOnce(new Error('database is locked'));
    await expect(announce('retail', [lakehouses.tables[1]])).rejects.toThrow(
      'locked',
    );
    expect(apply).toHaveBeenCalledTimes(1);
    await provider.refresh();
    expect(catalog.tables).toContain('resource:default/retail.gold.b');
  });

  it('a change of the lakehouse itself reaches its entity without a change of any table', async () => {
    const lakehouses = new FakeLakehouses([table('retail.gold.a')]);
    const { provider, catalog } = await setUp(lakehouses);
    await provider.refresh();
    lakehouses.title = 'Retail (old)';
    await provider.refresh();
    expect(catalog.mutations[1]).toMatchObject({
      type: 'delta',
      added: [
        { entity: { kind: 'System', metadata: { title: 'Retail (old)' } } },
      ],
      removed: [],
    });
  });
});
