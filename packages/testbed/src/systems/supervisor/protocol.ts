import type { SystemConnections, SystemName } from '../connections';
import type { SystemStatus } from './Supervisor';

/** What a supervisor tells, a line of JSON each, while it brings systems up. */
export type UpEvent =
  | { type: 'progress'; system: SystemName; line: string }
  | {
      type: 'ready';
      system: SystemName;
      seconds: number;
      connection: SystemConnections[SystemName];
    }
  | {
      type: 'failed';
      system: SystemName;
      message: string;
      /** Something is missing on the machine; the message says how to get it. */
      isPrerequisite: boolean;
    };

/** What a supervisor says of itself. */
export interface SupervisorStatus {
  pid: number;
  startedAt: string;
  /** Folder of the servers' logs. */
  logs: string;
  systems: SystemStatus[];
}
