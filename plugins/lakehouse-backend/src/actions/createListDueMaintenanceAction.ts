import { lakehouseReadPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import type { ActionServices } from './ActionServices';
import { DEFAULT_LIMIT, pageInput } from './actionSchemas';

/** `lakehouse:list-due-maintenance` */
export function createListDueMaintenanceAction({
  actionsRegistry,
  maintenance,
}: ActionServices): void {
  actionsRegistry.register({
    name: 'list-due-maintenance',
    title: 'List what maintenance is due',
    description:
      'Lists the tables of which maintenance is due by their last verdict, what is to be gained most by first, with the findings, what the policy starts by itself, and the run that there is already. Tables that a policy leaves to another service are not in it.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: lakehouseReadPermission,
    schema: {
      input: z =>
        z.object({
          lakehouse: z.string().optional(),
          schema: z.string().optional(),
          layer: z.string().optional(),
          owner: z.string().optional().describe('Entity ref'),
          ...pageInput(z),
        }),
      output: z =>
        z.object({
          tables: z.array(
            z.object({
              lakehouse: z.string(),
              schema: z.string(),
              table: z.string(),
              owner: z.string().optional(),
              layer: z.string().optional(),
              score: z.number().optional(),
              gain: z.number().describe('Points of the score, by prediction'),
              reasons: z.array(
                z.object({
                  operation: z.string(),
                  action: z.string(),
                  finding: z.string(),
                  declined: z
                    .string()
                    .optional()
                    .describe('Why no run does it all the same'),
                }),
              ),
              automatic: z
                .array(z.string())
                .describe('Operations that the policy starts by itself'),
              nextStart: z.string().optional(),
              waiting: z.string().optional(),
              runId: z.string().optional(),
            }),
          ),
          total: z.number(),
          unknown: z
            .number()
            .optional()
            .describe(
              'Tables of which nothing is listed because their health is not known',
            ),
          nextCursor: z.string().optional(),
        }),
    },
    examples: [
      { title: 'What is due on bronze', input: { layer: 'bronze', limit: 10 } },
    ],
    async action({ input, credentials }) {
      const page = await maintenance.listDue(
        { ...input, limit: input.limit ?? DEFAULT_LIMIT },
        { credentials },
      );
      return {
        output: {
          tables: page.items.map(({ waiting, ...table }) => ({
            ...table,
            waiting: waiting?.reason,
          })),
          total: page.total,
          unknown: page.unknown,
          nextCursor: page.nextCursor,
        },
      };
    },
  });
}
