import { MaintenanceError } from './MaintenanceError';

/**
 * An approval that doesn't count: of one's own run where two people are asked for, or of steps that are not in the plan.
 * @public
 */
export class ApprovalRefusedError extends MaintenanceError {
  readonly name = 'ApprovalRefusedError';
}
