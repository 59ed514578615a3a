import type { SpeedCalibration } from '@lakehouse-portal/table-health';
import type { ConnectionConfig } from '../config';
import { isCalibrated } from './isCalibrated';
import type { ObservationStore } from './ObservationStore';

/** The calibration of each lakehouse, at hand for judging, which asks no database. */
export class Calibrations {
  readonly #store: Pick<ObservationStore, 'readCalibration'>;
  readonly #known = new Map<string, SpeedCalibration>();

  static create(options: {
    store: Pick<ObservationStore, 'readCalibration'>;
  }): Calibrations {
    return new Calibrations(options.store);
  }

  private constructor(store: Pick<ObservationStore, 'readCalibration'>) {
    this.#store = store;
  }

  /** Looks for what was calculated meanwhile, here or on another replica. Before tables are judged. */
  async refresh(connection: ConnectionConfig): Promise<void> {
    const stored = isCalibrated(connection)
      ? await this.#store.readCalibration(connection.name)
      : undefined;
    if (stored) {
      this.#known.set(connection.name, stored.calibration);
    } else {
      this.#known.delete(connection.name);
    }
  }

  /** As of the last {@link Calibrations.refresh}; undefined: the curves hold as they are. */
  of(lakehouse: string): SpeedCalibration | undefined {
    return this.#known.get(lakehouse);
  }
}
