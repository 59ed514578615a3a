import { lakehouseReadPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import type { ActionServices } from './ActionServices';
import { DEFAULT_LIMIT, healthOutput, pageInput } from './actionSchemas';

/** `lakehouse:list-tables` */
export function createListTablesAction({
  actionsRegistry,
  service,
}: ActionServices): void {
  actionsRegistry.register({
    name: 'list-tables',
    title: 'List tables',
    description: `Lists tables with owner, layer, health, size and what is due.

All filters must hold; several severities, layers or owners are alternatives. \`search\` looks into names, columns, owners and descriptions. The worst come first unless another order is asked for. A page has a \`nextCursor\` as long as there are more.`,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: lakehouseReadPermission,
    schema: {
      input: z =>
        z.object({
          lakehouse: z.string().optional().describe('Only of this lakehouse'),
          schema: z.string().optional().describe('Only of this schema'),
          search: z.string().max(200).optional(),
          severity: z
            .array(z.enum(['healthy', 'at-risk', 'critical', 'unknown']))
            .optional(),
          layer: z
            .array(z.string())
            .optional()
            .describe('bronze, silver, gold, …; none: without a layer'),
          owner: z
            .array(z.string())
            .optional()
            .describe('Entity refs; none: without an owner'),
          sort: z
            .enum(['health', 'name', 'slowdown', 'size', 'files', 'age'])
            .optional(),
          ...pageInput(z),
        }),
      output: z =>
        z.object({
          tables: z.array(
            z.object({
              lakehouse: z.string(),
              schema: z.string(),
              table: z.string(),
              kind: z.enum(['table', 'view']),
              entityRef: z.string(),
              owner: z.string().optional(),
              layer: z.string().optional(),
              description: z.string().optional(),
              ...healthOutput(z),
              sizeBytes: z.number().optional(),
              dataFiles: z.number().optional(),
              records: z.number().optional(),
              lastCommitAt: z.string().optional(),
              due: z.array(z.string()).describe('What is due, in a few words'),
            }),
          ),
          total: z.number().describe('Of all pages'),
          nextCursor: z.string().optional(),
        }),
    },
    examples: [
      {
        title: 'The ten worst tables of a lakehouse',
        input: { lakehouse: 'retail', severity: ['critical'], limit: 10 },
      },
    ],
    async action({ input, credentials }) {
      const page = await service.listTables(
        { ...input, limit: input.limit ?? DEFAULT_LIMIT },
        { credentials },
      );
      return {
        output: {
          tables: page.items,
          total: page.totalItems,
          nextCursor: page.nextCursor,
        },
      };
    },
  });
}
