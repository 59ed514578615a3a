import type { MaintenancePlan } from '../model';
import type { PlanInput } from './PlanInput';
import { planSteps } from './planSteps';
import { withoutSlowingRewrite } from './withoutSlowingRewrite';

/**
 * What is to be done to a table, in which order and why, from its metadata alone.
 *
 * Every operation is either a step or declined with a reason. The order is that of `maintenanceOperations`: what
 * can be undone first. Each step's score and slowdown are predicted on the table that the steps before it leave; a rewrite
 * is planned for the properties that the step before it sets.
 * @public
 */
export function planMaintenance(input: PlanInput): MaintenancePlan {
  const plan = planSteps(input);
  return (!input.evenIfLittle && withoutSlowingRewrite(input, plan)) || plan;
}
