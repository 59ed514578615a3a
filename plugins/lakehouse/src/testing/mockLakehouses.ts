import type {
  FleetOverview,
  HealthRollUp,
  LakehouseDetail,
  OwnerRollUp,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { mockTables } from './mockTables';
import { ago } from './mockTime';

/** Adds up tables, as the back end does. */
export function mockRollUp(tables: TableSummary[]): HealthRollUp {
  const of = (severity: TableSummary['severity']) =>
    tables.filter(table => table.severity === severity).length;
  return {
    tables: tables.length,
    healthy: of('healthy'),
    atRisk: of('at-risk'),
    critical: of('critical'),
    unknown: of('unknown'),
    slow: tables.filter(table => (table.slowdown ?? 1) >= 2).length,
    sizeBytes: tables.reduce((sum, table) => sum + (table.sizeBytes ?? 0), 0),
    dataFiles: tables.reduce((sum, table) => sum + (table.dataFiles ?? 0), 0),
    reclaimableBytes: tables.length * 21_000_000_000,
    reclaimableFiles: tables.length * 70,
  };
}

function ownerRollUps(tables: TableSummary[]): OwnerRollUp[] {
  const owners = [...new Set(tables.map(table => table.owner))];
  return owners.map(owner => {
    const owned = tables.filter(table => table.owner === owner);
    const layers = [...new Set(owned.map(table => table.layer ?? 'none'))];
    return {
      owner,
      layers: layers.map(layer => ({
        layer,
        rollUp: mockRollUp(
          owned.filter(table => (table.layer ?? 'none') === layer),
        ),
      })),
      total: mockRollUp(owned),
    };
  });
}

/** The mock lakehouse `retail`. */
export function mockLakehouse(): LakehouseDetail {
  const tables = mockTables();
  return {
    name: 'retail',
    title: 'Retail',
    description: 'Orders, customers and clicks of the shop.',
    owner: 'group:default/data-platform',
    connectionType: 'embedded',
    origin: 'config',
    layers: ['bronze', 'silver', 'gold'],
    scan: {
      status: 'partial',
      lastSuccessAt: ago(2, 'min'),
      lastAttemptAt: ago(2, 'min'),
      tablesTotal: tables.length,
      tablesFailed: 1,
    },
    rollUp: mockRollUp(tables),
    schemas: ['bronze', 'silver', 'gold'].map(schema => {
      const own = tables.filter(table => table.schema === schema);
      return {
        name: schema,
        layer: schema,
        owner: 'group:default/data-platform',
        tables: own.length,
        sizeBytes: mockRollUp(own).sizeBytes,
        rollUp: mockRollUp(own),
      };
    }),
    tablesIdentity: '0000000000000000',
    connection: [
      { label: 'Catalog', value: 'JDBC catalog in SQLite, schema version V1' },
      { label: 'Warehouse', value: 'file:///var/lib/lakehouse/retail' },
      {
        label: 'PyIceberg',
        language: 'python',
        value:
          "from pyiceberg.catalog import load_catalog\n\ncatalog = load_catalog('retail', type='sql', uri='sqlite:////var/lib/lakehouse/retail/catalog.db')",
      },
    ],
  };
}

/** What opens the Lakehouse page of the mock. */
export function mockOverview(
  tables: TableSummary[] = mockTables(),
): FleetOverview {
  const {
    schemas: _schemas,
    connection: _connection,
    tablesIdentity: _tablesIdentity,
    ...lakehouse
  } = mockLakehouse();
  return {
    lede: {
      headline:
        '4 of 13 tables are critical; reads of three take 3× as long as they need to, or longer.',
      detail:
        "Compacting two bronze tables would remove 68,056 small files. Maintenance can't help gold.revenue_daily: it reads fast, but its writer stopped 3 days ago.",
    },
    total: mockRollUp(tables),
    owners: ownerRollUps(tables),
    layers: ['bronze', 'silver', 'gold'],
    lakehouses: [lakehouse],
  };
}
