import type {
  SpeedCalibration,
  SpeedObservation,
} from '@lakehouse-portal/table-health';
import type { Knex } from 'knex';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is kept at most, and what a calibration looks at. */
export const observationLimits = {
  perTable: 200,
  ageMs: 90 * DAY_MS,
  perCalibration: 50_000,
};

interface ObservationRow {
  table_id: number;
  query_id: string;
  fingerprint: string;
  ended_at: number | string;
  seconds: number;
  size_bytes: number | string | null;
  points: string;
}

interface CalibrationRow {
  lakehouse: string;
  calculated_at: number | string;
  calibration: string;
}

/** A query that was seen on a table whose state then is known. */
export interface NewObservation
  extends Pick<
    SpeedObservation,
    'fingerprint' | 'seconds' | 'sizeBytes' | 'atMs' | 'points'
  > {
  queryId: string;
}

/** A calibration, and when it was made. */
export interface StoredCalibration {
  calculatedAt: number;
  calibration: SpeedCalibration;
}

/** Keeps what queries took, and what that made of the curves. */
export class ObservationStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ObservationStore {
    return new ObservationStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Adds what is not known of a table yet, and removes what is too much or too old of it. Tells how many are new. */
  async add(
    tableId: number,
    observations: NewObservation[],
    nowMs: number,
  ): Promise<number> {
    const before = nowMs - observationLimits.ageMs;
    // An engine tells of the same queries scan after scan, so most are known.
    const kept = await this.#observations()
      .where({ table_id: tableId })
      .select('query_id');
    const known = new Set(kept.map(row => row.query_id));
    let added = 0;
    for (const { queryId, fingerprint, atMs, ...seen } of observations) {
      if (known.has(queryId) || atMs < before) {
        continue;
      }
      await this.#observations()
        .insert({
          table_id: tableId,
          query_id: queryId,
          fingerprint,
          ended_at: Math.round(atMs),
          seconds: seen.seconds,
          size_bytes: seen.sizeBytes ?? null,
          points: JSON.stringify(seen.points),
        })
        .onConflict(['table_id', 'query_id'])
        .ignore();
      known.add(queryId);
      added += 1;
    }
    await this.#trim(tableId, before);
    return added;
  }

  async #trim(tableId: number, before: number): Promise<void> {
    const oldestKept = await this.#observations()
      .where({ table_id: tableId })
      .orderBy('ended_at', 'desc')
      .offset(observationLimits.perTable)
      .first('ended_at');
    await this.#observations()
      .where({ table_id: tableId })
      .where(
        'ended_at',
        '<=',
        Math.max(before, Number(oldestKept?.ended_at ?? 0)),
      )
      .delete();
  }

  /** Those of the tables of a lakehouse, the newest first. */
  async list(lakehouse: string, nowMs: number): Promise<SpeedObservation[]> {
    const rows: ObservationRow[] = await this.#observations()
      .whereIn(
        'table_id',
        this.#knex('lakehouse_tables').where({ lakehouse }).select('id'),
      )
      .where('ended_at', '>', nowMs - observationLimits.ageMs)
      .orderBy([
        { column: 'ended_at', order: 'desc' },
        { column: 'query_id', order: 'desc' },
      ])
      .limit(observationLimits.perCalibration);
    return rows.map(row => ({
      table: String(row.table_id),
      fingerprint: row.fingerprint,
      seconds: row.seconds,
      ...(row.size_bytes === null ? {} : { sizeBytes: Number(row.size_bytes) }),
      atMs: Number(row.ended_at),
      points: JSON.parse(row.points) as SpeedObservation['points'],
    }));
  }

  async readCalibration(
    lakehouse: string,
  ): Promise<StoredCalibration | undefined> {
    const row = await this.#calibrations().where({ lakehouse }).first();
    return (
      row && {
        calculatedAt: Number(row.calculated_at),
        calibration: JSON.parse(row.calibration) as SpeedCalibration,
      }
    );
  }

  async saveCalibration(
    lakehouse: string,
    { calculatedAt, calibration }: StoredCalibration,
  ): Promise<void> {
    const said = {
      calculated_at: calculatedAt,
      calibration: JSON.stringify(calibration),
    };
    await this.#calibrations()
      .insert({ lakehouse, ...said })
      .onConflict('lakehouse')
      .merge(said);
  }

  #observations() {
    return this.#knex<ObservationRow>('lakehouse_query_observations');
  }

  #calibrations() {
    return this.#knex<CalibrationRow>('lakehouse_calibrations');
  }
}
