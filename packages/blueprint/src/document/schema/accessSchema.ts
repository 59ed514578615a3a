import { z } from 'zod';
import { identifier, principal, sqlExpression } from './primitives';

/** Who may see what. Without it everybody who may reach Trino may do everything. */
export const accessSchema = z.strictObject({
  admins: z
    .array(principal)
    .min(1, 'must name at least one administrator')
    .max(100)
    .describe('Users who may do everything'),
  groups: z
    .record(principal, z.array(principal).max(2000))
    .optional()
    .describe('Users by group, for example those of the portal'),
  grants: z
    .array(
      z.strictObject({
        group: principal,
        layers: z.array(identifier).min(1).max(50).describe('Names of layers'),
        may: z
          .enum(['read', 'write', 'own'])
          .describe('own: also create and drop tables'),
      }),
    )
    .max(500)
    .optional(),
  columns: z
    .array(
      z.strictObject({
        layer: identifier,
        table: identifier,
        column: identifier,
        mask: sqlExpression
          .optional()
          .describe(
            'SQL expression to be seen in its place; without, the column may not be read',
          ),
        except: z
          .array(principal)
          .max(100)
          .optional()
          .describe('Groups who see it as it is'),
      }),
    )
    .max(500)
    .optional(),
  rows: z
    .array(
      z.strictObject({
        layer: identifier,
        table: identifier,
        group: principal,
        filter: sqlExpression.describe(
          'SQL condition that the rows fulfil which the group sees',
        ),
      }),
    )
    .max(500)
    .optional(),
});
