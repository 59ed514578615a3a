import { z } from 'zod';
import { hostName } from './names';
import { quantity } from './primitives';
import { loginSecret } from './secretSchema';
import { textOf } from './textOf';

/** The database of the catalog's metadata. */
export const databaseSchema = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('postgres'),
      volume: quantity.optional().describe('Default: by size'),
    })
    .describe('PostgreSQL of its own, one pod with a volume'),
  z
    .strictObject({
      type: z.literal('cloudnative-pg'),
      instances: z
        .int()
        .min(1)
        .max(9)
        .optional()
        .describe('Default: 1 for demo, else 3'),
      volume: quantity.optional().describe('Default: by size'),
    })
    .describe(
      'PostgreSQL run by the operator CloudNativePG, which must be in the cluster',
    ),
  z
    .strictObject({
      type: z.literal('external'),
      host: hostName,
      port: z.int().min(1).max(65535).optional().describe('Default: 5432'),
      database: textOf(
        /^[a-zA-Z_][a-zA-Z0-9_-]*$/,
        'must be letters, digits, _ and -, and begin with a letter',
        63,
      ),
      ssl: z
        .enum(['require', 'disable'])
        .optional()
        .describe('Whether the connection is encrypted; default: require'),
      credentials: loginSecret,
    })
    .describe('A PostgreSQL that is there already'),
]);
