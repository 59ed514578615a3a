import { stat } from 'node:fs/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ensureRetailLakehouse } from '@lakehouse-portal/embedded';

/**
 * Makes the example lakehouse where it is not there yet. What was made halfway, because the
 * process ended, is made again.
 */
export async function prepareExample(options: {
  directory: string;
  catalogName: string;
  logger: LoggerService;
  onProgress?: (activity: string) => void;
  signal?: AbortSignal;
}): Promise<void> {
  const { directory, catalogName, logger, onProgress, signal } = options;
  const startedAt = Date.now();
  const isThere = await stat(directory).then(
    () => true,
    () => false,
  );
  onProgress?.('Being prepared');
  if (!isThere) {
    logger.info(`Making the example lakehouse "retail" in ${directory}`);
  }
  await ensureRetailLakehouse({
    directory,
    name: catalogName,
    signal,
    onProgress: ({ done, total }: { done: number; total: number }) => {
      onProgress?.(`Being prepared: ${done} of ${total} tables`);
    },
  });
  if (!isThere) {
    logger.info(
      `The example lakehouse "retail" is ready after ${Math.round(
        (Date.now() - startedAt) / 1000,
      )} s`,
    );
  }
}
