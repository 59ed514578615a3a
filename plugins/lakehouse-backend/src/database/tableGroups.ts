import type { HealthRollUp } from '@lakehouse-portal/plugin-lakehouse-common';

/** The tables of one schema, owner and layer, added up. */
export interface TableGroup {
  lakehouse: string;
  schema: string;
  owner?: string;
  layer?: string;
  rollUp: HealthRollUp;
}

/** Nothing at all. */
export function emptyRollUp(): HealthRollUp {
  return {
    tables: 0,
    healthy: 0,
    atRisk: 0,
    critical: 0,
    unknown: 0,
    slow: 0,
    sizeBytes: 0,
    dataFiles: 0,
  };
}

/** Adds up groups. */
export function addRollUps(groups: Iterable<TableGroup>): HealthRollUp {
  const total = emptyRollUp();
  for (const { rollUp } of groups) {
    total.tables += rollUp.tables;
    if (rollUp.others !== undefined) {
      total.others = (total.others ?? 0) + rollUp.others;
    }
    total.healthy += rollUp.healthy;
    total.atRisk += rollUp.atRisk;
    total.critical += rollUp.critical;
    total.unknown += rollUp.unknown;
    total.slow += rollUp.slow;
    total.sizeBytes += rollUp.sizeBytes;
    total.dataFiles += rollUp.dataFiles;
    if (rollUp.reclaimableBytes !== undefined) {
      total.reclaimableBytes =
        (total.reclaimableBytes ?? 0) + rollUp.reclaimableBytes;
    }
    if (rollUp.reclaimableFiles !== undefined) {
      total.reclaimableFiles =
        (total.reclaimableFiles ?? 0) + rollUp.reclaimableFiles;
    }
    if (rollUp.reclaimableUnknown !== undefined) {
      total.reclaimableUnknown =
        (total.reclaimableUnknown ?? 0) + rollUp.reclaimableUnknown;
    }
  }
  return total;
}

/** Groups of groups, in the order in which their keys first appear. */
export function groupBy<T, K>(
  items: Iterable<T>,
  keyOf: (item: T) => K,
): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return groups;
}

/** The groups of these lakehouses. */
export function groupsOf(
  groups: readonly TableGroup[],
  lakehouses: readonly string[],
): TableGroup[] {
  const wanted = new Set(lakehouses);
  return groups.filter(({ lakehouse }) => wanted.has(lakehouse));
}
