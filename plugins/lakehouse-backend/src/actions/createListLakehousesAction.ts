import { lakehouseReadPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import type { ActionServices } from './ActionServices';

/** `lakehouse:list-lakehouses` */
export function createListLakehousesAction({
  actionsRegistry,
  service,
}: ActionServices): void {
  actionsRegistry.register({
    name: 'list-lakehouses',
    title: 'List lakehouses',
    description:
      'Lists all lakehouses with their layers, how many of their tables are healthy, at risk or critical, and how current that is. Begin here to learn the names that the other actions take.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: lakehouseReadPermission,
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          lakehouses: z.array(
            z.object({
              name: z.string(),
              title: z.string(),
              owner: z.string().optional().describe('Entity ref'),
              layers: z.array(z.string()),
              tables: z.number(),
              healthy: z.number(),
              atRisk: z.number(),
              critical: z.number(),
              unknown: z.number(),
              reclaimableBytes: z
                .number()
                .optional()
                .describe(
                  'Bytes that would be freed now if the snapshots expired that are past their retention',
                ),
              reclaimableUnknown: z
                .number()
                .optional()
                .describe(
                  'Tables of which that is not known, so that they are not in the sum',
                ),
              scannedAt: z
                .string()
                .optional()
                .describe('So old is what is known, ISO 8601'),
            }),
          ),
        }),
    },
    examples: [{ title: 'All lakehouses', input: {} }],
    async action({ credentials }) {
      const { items } = await service.listLakehouses({ credentials });
      return {
        output: {
          lakehouses: items.map(
            ({ name, title, owner, layers, rollUp, scan }) => ({
              name,
              title,
              owner,
              layers,
              tables: rollUp.tables,
              healthy: rollUp.healthy,
              atRisk: rollUp.atRisk,
              critical: rollUp.critical,
              unknown: rollUp.unknown,
              reclaimableBytes: rollUp.reclaimableBytes,
              reclaimableUnknown: rollUp.reclaimableUnknown,
              scannedAt: scan.lastSuccessAt,
            }),
          ),
        },
      };
    },
  });
}
