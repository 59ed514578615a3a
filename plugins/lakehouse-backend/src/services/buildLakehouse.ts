import type {
  ConnectionDetail,
  LakehouseDetail,
  LakehouseSummary,
  ScanState,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { ConnectionConfig } from '../config';
import {
  addRollUps,
  groupBy,
  type StoredSchema,
  type TableGroup,
} from '../database';
import { compareLayers } from './buildOverview';

const NEVER_SCANNED: ScanState = {
  status: 'never',
  tablesTotal: 0,
  tablesFailed: 0,
};

/** What is known of a lakehouse. */
export interface LakehouseFacts {
  connection: ConnectionConfig;
  schemas: StoredSchema[];
  groups: TableGroup[];
  /** Absent before the first scan. */
  scan: ScanState | undefined;
}

/** A lakehouse as lists show it. */
export function buildLakehouseSummary(
  lakehouse: LakehouseFacts,
): LakehouseSummary {
  const { connection, schemas, groups } = lakehouse;
  const layers = new Set(
    [...schemas, ...groups].flatMap(({ layer }) =>
      layer === undefined ? [] : [layer],
    ),
  );
  return {
    name: connection.name,
    title: connection.title,
    description: connection.description,
    owner: connection.owner,
    connectionType: connection.type,
    origin: connection.origin,
    layers: [...layers].sort(compareLayers),
    scan: lakehouse.scan ?? NEVER_SCANNED,
    rollUp: addRollUps(groups),
  };
}

/** A lakehouse as its own page shows it. */
export function buildLakehouseDetail(
  lakehouse: LakehouseFacts,
  connection: ConnectionDetail[],
  tablesIdentity: string,
): LakehouseDetail {
  const bySchema = groupBy(lakehouse.groups, group => group.schema);
  const names = new Set([
    ...lakehouse.schemas.map(({ name }) => name),
    ...bySchema.keys(),
  ]);
  const stored = new Map(
    lakehouse.schemas.map(schema => [schema.name, schema]),
  );
  const schemas = [...names].map(name => {
    const schema = stored.get(name);
    const rollUp = addRollUps(bySchema.get(name) ?? []);
    return {
      name,
      layer: schema?.layer,
      owner: schema?.owner,
      description: schema?.description,
      tables: rollUp.tables,
      sizeBytes: rollUp.sizeBytes,
      rollUp,
    };
  });
  schemas.sort(
    (a, b) =>
      compareLayers(a.layer ?? 'none', b.layer ?? 'none') ||
      (a.name < b.name ? -1 : 1),
  );
  return {
    ...buildLakehouseSummary(lakehouse),
    annotations: lakehouse.connection.annotations,
    schemas,
    tablesIdentity,
    connection,
  };
}
