import { MaintenanceError } from './MaintenanceError';

/**
 * A live writer was faster: nothing was changed, and the unit may be tried again after a pause.
 * @public
 */
export class ConflictError extends MaintenanceError {
  readonly name = 'ConflictError';
}
