import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  EndedQuery,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import {
  calibrateSpeed,
  speedDimensionIds,
  type SpeedCalibration,
  type SpeedObservation,
  type TableHealth,
} from '@lakehouse-portal/table-health';
import type { ConnectionConfig } from '../config';
import type { KnownTable, TableStore } from '../database';
import type { ConfiguredEngines } from '../maintenance/ConfiguredEngines';
import { isCalibrated } from './isCalibrated';
import type { NewObservation, ObservationStore } from './ObservationStore';

/** Between two calculations of a lakehouse that has factors. */
const EVERY_MS = 60 * 60 * 1000;

/** A commit is visible a little after the time that it has. */
const COMMIT_MARGIN_MS = 5_000;

/** A factor that has moved by less is left as it is: each change has all tables judged anew. */
const LEAST_CHANGE = 0.05;

/** What a lakehouse's queries look like when a scan begins. */
export interface QueriesSeen {
  queries: EndedQuery[];
  /** The portal's clock when they were asked for. */
  askedAt: number;
}

/** Looks at the queries of people while lakehouses are scanned, and calculates what they make of the curves. */
export class QueryObserver {
  readonly #options: {
    store: ObservationStore;
    tables: Pick<TableStore, 'listKnown' | 'readDocuments'>;
    engines: Pick<ConfiguredEngines, 'endedQueries'>;
    logger: LoggerService;
    now: () => number;
  };

  constructor(options: {
    store: ObservationStore;
    tables: Pick<TableStore, 'listKnown' | 'readDocuments'>;
    engines: Pick<ConfiguredEngines, 'endedQueries'>;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#options = options;
  }

  /**
   * Asks the engine of a lakehouse, before its tables are read: what it says then is about tables as this scan finds them,
   * or as they were. That it can't be asked is no failure of the scan.
   *
   * @returns undefined where nobody can be asked, or nobody is to be.
   */
  async look(
    connection: ConnectionConfig,
    connector: LakehouseConnector,
    signal: AbortSignal,
  ): Promise<QueriesSeen | undefined> {
    const { engines, logger, now } = this.#options;
    const askedAt = now();
    try {
      if (!isCalibrated(connection)) {
        return undefined;
      }
      const queries = connector.endedQueries
        ? await connector.endedQueries({ signal })
        : await engines.endedQueries(connection, { signal });
      return queries && { queries, askedAt };
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(
        `The queries of lakehouse "${connection.name}" can't be looked at: its curves are not calibrated with them`,
        toError(error),
      );
      return undefined;
    }
  }

  /** Keeps those of which it is known in which state their table was, and calculates anew where it is time to. */
  async learn(
    { name: lakehouse }: ConnectionConfig,
    seen: QueriesSeen,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, tables, now, logger } = this.#options;
    try {
      const ofTable = byTable(seen.queries);
      let added = 0;
      for (const table of await tables.listKnown(lakehouse)) {
        signal.throwIfAborted();
        const ended = ofTable.get(keyOf(table.schema, table.table)) ?? [];
        const found = await this.#observationsOf(table, ended, seen.askedAt);
        if (found.length > 0) {
          added += await store.add(table.id, found, now());
        }
      }
      if (added > 0) {
        await this.#calculate(lakehouse);
      }
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(
        `What the queries of lakehouse "${lakehouse}" took could not be kept`,
        toError(error),
      );
    }
  }

  async #observationsOf(
    table: KnownTable,
    ended: EndedQuery[],
    askedAt: number,
  ): Promise<NewObservation[]> {
    const { lastCommitAt } = table;
    // Since the last commit the table is as this scan has found it. Of what ran before, nobody knows how it was.
    const since = ended.filter(
      ({ startedAtMs, endedAtMs }) =>
        lastCommitAt !== undefined &&
        startedAtMs >= lastCommitAt + COMMIT_MARGIN_MS &&
        endedAtMs <= askedAt,
    );
    if (
      since.length === 0 ||
      table.scanError !== undefined ||
      table.incomplete ||
      table.goneAt !== undefined
    ) {
      return [];
    }
    const documents = await this.#options.tables.readDocuments(table.id);
    if (!documents) {
      return [];
    }
    const points = pointsByCurves(documents.health);
    const sizeBytes = Number(documents.statistics?.dataBytes ?? 0);
    return since.map(({ id, fingerprint, endedAtMs, seconds }) => ({
      ...{ queryId: id, fingerprint, atMs: endedAtMs, seconds, points },
      ...(sizeBytes > 0 && { sizeBytes }),
    }));
  }

  /** At most hourly; as long as nothing is known, with each scan that brought something new. */
  async #calculate(lakehouse: string): Promise<void> {
    const { store, now } = this.#options;
    const before = await store.readCalibration(lakehouse);
    if (
      before &&
      now() - before.calculatedAt < EVERY_MS &&
      speedDimensionIds.some(
        id => before.calibration.dimensions[id]?.state === 'measured',
      )
    ) {
      return;
    }
    const calibration = calibrateSpeed(await store.list(lakehouse, now()));
    await store.saveCalibration(lakehouse, {
      calculatedAt: now(),
      calibration:
        before && isSame(before.calibration, calibration)
          ? before.calibration
          : calibration,
    });
  }
}

function byTable(queries: EndedQuery[]): Map<string, EndedQuery[]> {
  const groups = new Map<string, EndedQuery[]>();
  for (const query of queries) {
    const key = keyOf(query.namespace, query.name);
    const group = groups.get(key);
    if (group) {
      group.push(query);
    } else {
      groups.set(key, [query]);
    }
  }
  return groups;
}

function keyOf(namespace: string, name: string): string {
  return JSON.stringify([namespace, name]);
}

/** Points of the speed dimensions that are known, as they would be without any calibration. */
function pointsByCurves(health: TableHealth): SpeedObservation['points'] {
  const points: SpeedObservation['points'] = {};
  for (const id of speedDimensionIds) {
    const line = health.dimensions.find(dimension => dimension.id === id);
    if (line?.state === 'known') {
      points[id] = line.calibration?.costByCurve ?? line.cost;
    }
  }
  return points;
}

/** Near enough, for what rests on not many more queries than before. */
function isSame(before: SpeedCalibration, after: SpeedCalibration): boolean {
  return (
    after.observations < 1.25 * before.observations &&
    speedDimensionIds.every(id => {
      const [a, b] = [before.dimensions[id], after.dimensions[id]];
      return (
        a?.state === b.state && Math.abs(a.factor - b.factor) < LEAST_CHANGE
      );
    })
  );
}
