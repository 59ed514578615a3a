import { lakehouseReadPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import type { ActionServices } from './ActionServices';
import { runOutput } from './actionSchemas';
import { runOf } from './runOf';

/** `lakehouse:get-maintenance-run` */
export function createGetMaintenanceRunAction({
  actionsRegistry,
  maintenance,
}: ActionServices): void {
  actionsRegistry.register({
    name: 'get-maintenance-run',
    title: 'Get a run of maintenance',
    description:
      'Says how a run of maintenance stands: what waits for whose approval, how far it is, and what it brought.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: lakehouseReadPermission,
    schema: {
      input: z => z.object({ runId: z.string().max(36) }),
      output: z => z.object(runOutput(z)),
    },
    examples: [
      {
        title: 'How does it stand?',
        input: { runId: '0f0d1c1e-9f2b-4a55-8a3c-0a6f1d6f3b1e' },
      },
    ],
    async action({ input, credentials }) {
      return {
        output: runOf(await maintenance.getRun(input.runId, { credentials })),
      };
    },
  });
}
