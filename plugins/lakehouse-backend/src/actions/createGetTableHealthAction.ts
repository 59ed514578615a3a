import { lakehouseReadPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import type { ActionServices } from './ActionServices';
import { healthOutput, tableInput } from './actionSchemas';

/** `lakehouse:get-table-health` */
export function createGetTableHealthAction({
  actionsRegistry,
  service,
}: ActionServices): void {
  actionsRegistry.register({
    name: 'get-table-health',
    title: 'Get the health of a table',
    description: `Says how healthy a table is, and why: each dimension with what was found, the threshold, where the threshold comes from, its cost in points of the score and its cause; then what to do about it, in this order.

Speed dimensions predict a slowdown; promise dimensions apply a policy and never claim slowness. \`unknown\` costs nothing and is not healthy.`,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: lakehouseReadPermission,
    schema: {
      input: z => z.object(tableInput(z)),
      output: z =>
        z.object({
          ...healthOutput(z),
          scoreIsUpperBound: z
            .boolean()
            .describe('Something that concerns speed is unknown'),
          summary: z.string(),
          dimensions: z.array(
            z.object({
              id: z.string(),
              group: z.enum(['speed', 'promise']),
              state: z.enum(['known', 'unknown']),
              cost: z.number().describe('Points of the score'),
              value: z.string(),
              threshold: z.string(),
              thresholdFrom: z.string(),
              cause: z.string().optional(),
              howToKnow: z.string().optional(),
            }),
          ),
          recommendations: z.array(
            z.object({
              action: z.string(),
              finding: z.string(),
              detail: z.string().optional(),
              destructive: z
                .boolean()
                .describe('Data, files or history go for good'),
              scoreBefore: z.number().optional(),
              scoreAfter: z.number().optional(),
            }),
          ),
          scannedAt: z
            .string()
            .optional()
            .describe(
              'So old is what is known, ISO 8601; absent when the table was never read',
            ),
        }),
    },
    examples: [
      {
        title: 'Why is it slow?',
        input: { lakehouse: 'retail', schema: 'bronze', table: 'click_events' },
      },
    ],
    async action({ input, credentials }) {
      const { health, scannedAt } = await service.getHealth(input, {
        credentials,
      });
      const { lede, dimensions, recommendations } = health;
      return {
        output: {
          severity: health.severity,
          score: health.score,
          slowdown: health.slowdown,
          scoreIsUpperBound: health.scoreIsUpperBound,
          summary: `${lede.headline} ${lede.detail}`.trim(),
          dimensions: dimensions.map(({ thresholdSource, ...dimension }) => ({
            ...dimension,
            thresholdFrom: thresholdSource.label,
          })),
          recommendations,
          scannedAt,
        },
      };
    },
  });
}
