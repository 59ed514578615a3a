import { MaintenanceError } from './MaintenanceError';

/**
 * The engine can't do this unit, now or later. Nothing was changed.
 * @public
 */
export class UnsupportedUnitError extends MaintenanceError {
  readonly name = 'UnsupportedUnitError';
}
