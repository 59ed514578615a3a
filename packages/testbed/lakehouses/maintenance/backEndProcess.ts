/**
 * A back end with the lakehouse plugin alone, on a database that outlives it. Started, and killed, by BackEnd.ts:
 * backEndProcess.ts --config FILE
 */
// eslint-disable-next-line @backstage/no-undeclared-imports -- of packages/backend, whose folder it runs in
import { createBackend } from '@backstage/backend-defaults';

// Whoever tests may be killed.
process.on('disconnect', () => process.exit());

const backend = createBackend();
backend.add(import('@lakehouse-portal/plugin-lakehouse-backend'));
backend.start().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
