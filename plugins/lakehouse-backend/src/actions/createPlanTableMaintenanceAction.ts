import { lakehouseMaintenancePlanPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import { withAudit } from '../withAudit';
import type { ActionServices } from './ActionServices';
import { tableInput } from './actionSchemas';

/** `lakehouse:plan-table-maintenance` */
export function createPlanTableMaintenanceAction({
  actionsRegistry,
  maintenance,
  auditor,
}: ActionServices): void {
  actionsRegistry.register({
    name: 'plan-table-maintenance',
    title: 'Plan maintenance of a table',
    description:
      'Reads a table anew and plans its maintenance: each step with its reason, cost and benefit, and each operation that is not done, with the reason. Changes nothing in the table. The plan is kept for a week, and `propose-maintenance-run` takes its `planId`.',
    // A plan is kept, and reading a table costs something: an agent should not make them without need.
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: lakehouseMaintenancePlanPermission,
    schema: {
      input: z => z.object(tableInput(z)),
      output: z =>
        z.object({
          planId: z.string(),
          engine: z
            .string()
            .optional()
            .describe('Who would do it; left out: nobody can'),
          expiresAt: z.string(),
          scoreBefore: z.number().optional(),
          scoreAfter: z.number().optional(),
          steps: z.array(
            z.object({
              id: z.string(),
              operation: z.string(),
              title: z.string(),
              reason: z.string(),
              destructive: z.boolean().describe("It can't be undone"),
              approval: z
                .enum(['automatic', 'one', 'four-eyes'])
                .describe('What the policy asks for when a person proposes it'),
              units: z.number().describe('Commits'),
              rewrittenBytes: z.string(),
              freedBytes: z.string().optional(),
              scoreAfter: z.number().optional(),
            }),
          ),
          declined: z.array(
            z.object({
              operation: z.string(),
              kind: z.string(),
              reason: z.string(),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'What would be done to a table',
        input: { lakehouse: 'retail', schema: 'bronze', table: 'click_events' },
      },
    ],
    async action({ input, credentials }) {
      const event = {
        eventId: 'maintenance',
        meta: { queryType: 'plan', through: 'action', ...input },
      };
      const document = await withAudit(auditor, event, async () =>
        maintenance.createPlan(input, { credentials }),
      );
      const { plan } = document;
      return {
        output: {
          planId: document.id,
          engine: document.engine,
          expiresAt: document.expiresAt,
          scoreBefore: plan.scoreBefore,
          scoreAfter: plan.scoreAfter,
          steps: plan.steps.map(({ units, cost, benefit, ...step }) => ({
            ...step,
            units: units.length,
            rewrittenBytes: cost.writtenBytes,
            freedBytes: benefit.freedBytes,
          })),
          declined: plan.declined,
        },
      };
    },
  });
}
