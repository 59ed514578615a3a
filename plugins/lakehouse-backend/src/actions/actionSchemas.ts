import type { Zod } from './ActionServices';

/** Names a table. */
export const tableInput = (z: Zod) => ({
  lakehouse: z.string().describe('Name of the lakehouse, for example retail'),
  schema: z
    .string()
    .describe(
      'Schema of the table; levels are joined by dots, for example raw.web',
    ),
  table: z.string().describe('Name of the table, for example orders'),
});

/** How much of a list is wanted. */
export const pageInput = (z: Zod) => ({
  // Clients send numbers as text, too.
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('How many at most, 1 to 100; 20 when left out'),
  cursor: z
    .string()
    .max(1000)
    .optional()
    .describe('nextCursor of the page before, for the same filters'),
});

export const DEFAULT_LIMIT = 20;

/** Predicted score and slowdown. */
export const healthOutput = (z: Zod) => ({
  severity: z
    .enum(['healthy', 'at-risk', 'critical', 'unknown'])
    .describe('unknown is neither healthy nor ill: it could not be judged'),
  score: z
    .number()
    .optional()
    .describe('0 to 100, 100 is best; left out when unknown'),
  slowdown: z
    .number()
    .optional()
    .describe('Predicted factor by which reads take longer than they need to'),
});

/** A run of maintenance, in short. */
export const runOutput = (z: Zod) => ({
  runId: z.string(),
  lakehouse: z.string(),
  schema: z.string(),
  table: z.string(),
  state: z
    .string()
    .describe(
      'proposed (waits for an approval), approved, running, verifying, done, failed or cancelled',
    ),
  title: z.string().describe('The steps in one line'),
  proposedBy: z.string(),
  awaitingApproval: z
    .array(z.string())
    .describe('Ids of steps that wait for an approval by a person'),
  approvedBy: z.array(z.string()),
  waiting: z
    .string()
    .optional()
    .describe('Why an approved run does not go on now'),
  reason: z.string().optional().describe('Why it failed or was cancelled'),
  unitsDone: z.number(),
  unitsTotal: z.number(),
  scoreBefore: z.number().optional(),
  scoreAfter: z.number().optional(),
  rolledBackAt: z
    .string()
    .optional()
    .describe(
      'When somebody took it back: the table has not had scoreAfter since',
    ),
  contentChanged: z
    .boolean()
    .describe('A verification found other rows than before: tell the owner'),
});
