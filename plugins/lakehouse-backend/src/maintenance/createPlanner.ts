import { NotImplementedError } from '@backstage/errors';
import type { TablePlanner } from './TablePlanner';

/** The planner of this version. */
export function createPlanner(): TablePlanner {
  return {
    async plan() {
      throw new NotImplementedError(
        'Plans of maintenance are not made by this version of the portal yet',
      );
    },
  };
}
