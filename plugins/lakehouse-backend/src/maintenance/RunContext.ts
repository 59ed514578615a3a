import type { LoggerService } from '@backstage/backend-plugin-api';
import type { HealthReader } from './HealthReader';
import type { MaintainedTables } from './MaintainedTables';
import type { OrphanListings } from './OrphanListings';
import type { PaceSource } from './pace';
import type { RunStore } from './RunStore';
import type { TablePlanner } from './TablePlanner';

/** What carrying on a run works with. */
export interface RunContext {
  store: RunStore;
  tables: MaintainedTables;
  planner: TablePlanner;
  /** How fast which table may be maintained. */
  paces: PaceSource;
  health: HealthReader;
  /** Is told what runs have removed. */
  orphanListings: Pick<OrphanListings, 'noteRemoved'>;
  logger: LoggerService;
  /** Clock, milliseconds since the epoch. */
  now: () => number;
  /** Conflicts with live writers after which a unit is given up. */
  maxConflicts: number;
  /** Between two signs of life, milliseconds. */
  heartbeatMs: number;
  /** After somebody wanted a run to end at once: so long it may still ask what became of it, milliseconds. */
  stopGraceMs: number;
  /** 0 to 1. */
  random?: () => number;
}
