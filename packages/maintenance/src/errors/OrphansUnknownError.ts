import { MaintenanceError } from './MaintenanceError';

/**
 * What orphan files a table has can't be found out. The message says why, for people.
 * @public
 */
export class OrphansUnknownError extends MaintenanceError {
  readonly name = 'OrphansUnknownError';
}
