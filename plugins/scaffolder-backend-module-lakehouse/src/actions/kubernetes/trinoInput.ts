import type { z as zod } from 'zod/v3';

/** How Trino is reached, where it is not by what its cluster says. */
export const trinoInput = (z: typeof zod) =>
  z
    .object({
      url: z
        .string()
        .url()
        .optional()
        .describe(
          'Where the portal reaches it: https://trino.example.com; without, through the API server of its cluster',
        ),
      user: z.string().describe('One of access.admins'),
      password: z
        .string()
        .optional()
        .describe(
          'From the secrets of the task or the environment; without, that of the Secret in the cluster',
        ),
      ca: z
        .string()
        .optional()
        .describe('Certificate that signed its own, as PEM, with url'),
    })
    .optional()
    .describe(
      'Needed only where neither the API server reaches Trino nor the cluster knows a password',
    );
