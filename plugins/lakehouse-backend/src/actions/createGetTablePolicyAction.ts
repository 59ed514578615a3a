import { lakehousePolicyReadPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import type { ActionServices } from './ActionServices';
import { tableInput } from './actionSchemas';

/** `lakehouse:get-table-policy` */
export function createGetTablePolicyAction({
  actionsRegistry,
  policies,
}: ActionServices): void {
  actionsRegistry.register({
    name: 'get-table-policy',
    title: 'Get the policy of a table',
    description:
      'Says which policy of maintenance applies to a table, value by value, with where each comes from: who has to approve what, when runs may start, how much history stays.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: lakehousePolicyReadPermission,
    schema: {
      input: z => z.object(tableInput(z)),
      output: z =>
        z.object({
          policies: z
            .array(z.string())
            .describe('Names of the policies, the widest first'),
          values: z.array(
            z.object({
              name: z.string(),
              value: z.string(),
              source: z.string(),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'Who approves what',
        input: { lakehouse: 'retail', schema: 'bronze', table: 'click_events' },
      },
    ],
    async action({ input, credentials }) {
      return {
        output: await policies.getTablePolicy(input, { credentials }),
      };
    },
  });
}
