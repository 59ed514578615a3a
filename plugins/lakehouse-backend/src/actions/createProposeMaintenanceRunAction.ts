import { lakehouseMaintenanceRunPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import { withAudit } from '../withAudit';
import type { ActionServices } from './ActionServices';
import { runOutput } from './actionSchemas';
import { runOf } from './runOf';

/** `lakehouse:propose-maintenance-run` */
export function createProposeMaintenanceRunAction({
  actionsRegistry,
  maintenance,
  auditor,
}: ActionServices): void {
  actionsRegistry.register({
    name: 'propose-maintenance-run',
    title: 'Propose a run of maintenance',
    description: `Proposes that a plan of \`plan-table-maintenance\`, or some of its steps, is run. Nothing is run by this: a person has to approve each step in the portal, somebody else than the one on whose behalf it was proposed, whatever the policy says.

Tell the user that it waits for an approval, and where: on the Maintenance tab of the table. \`get-maintenance-run\` says what became of it.`,
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: lakehouseMaintenanceRunPermission,
    schema: {
      input: z =>
        z.object({
          planId: z.string().max(36),
          steps: z
            .array(z.string().max(100))
            .min(1)
            .max(100)
            .optional()
            .describe('Ids of steps; all when left out'),
        }),
      output: z => z.object(runOutput(z)),
    },
    examples: [
      {
        title: 'Only the compaction of a plan',
        input: {
          planId: '0f0d1c1e-9f2b-4a55-8a3c-0a6f1d6f3b1e',
          steps: ['1-rewrite-data-files'],
        },
      },
    ],
    async action({ input, credentials }) {
      const event = {
        eventId: 'maintenance',
        severityLevel: 'medium' as const,
        meta: { queryType: 'propose', through: 'action', ...input },
      };
      const run = await withAudit(auditor, event, async () =>
        // An agent has the rights of the person that it works for, so that only somebody else can be known to be none.
        maintenance.proposeRun({ ...input, fourEyes: true }, { credentials }),
      );
      return { output: runOf(run) };
    },
  });
}
