import { MaintenanceError } from '../errors';

/** One thing that is wrong with a policy. @public */
export interface PolicyIssue {
  /** Where: `spec.windows[0].from`; empty for the document as a whole. */
  path: string;
  /** What is wrong, and what would be right. */
  message: string;
}

/**
 * A policy that can't be used, with all that is wrong with it.
 * @public
 */
export class InvalidMaintenancePolicyError extends MaintenanceError {
  readonly name = 'InvalidMaintenancePolicyError';
  readonly issues: PolicyIssue[];

  /** @param what - Which document, for people. */
  constructor(what: string, issues: PolicyIssue[]) {
    super(
      `${what} can't be used: ${issues
        .map(({ path, message }) => (path ? `${path}: ${message}` : message))
        .join('; ')}`,
    );
    this.issues = issues;
  }
}
