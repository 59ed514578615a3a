import { MaintenanceError } from './MaintenanceError';

/**
 * The engine failed. Whether the unit took place, only the table's metadata tells.
 * @public
 */
export class ExecutorError extends MaintenanceError {
  readonly name = 'ExecutorError';
  /** True when the engine said so before it changed anything: the unit did not take place. */
  readonly nothingChanged: boolean;

  constructor(
    message: string,
    options: ErrorOptions & { nothingChanged?: boolean } = {},
  ) {
    super(message, options);
    this.nothingChanged = options.nothingChanged ?? false;
  }
}
