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
  let isAnnounced = false;
  onProgress?.('Being prepared');
  const { created } = await ensureRetailLakehouse({
    directory,
    name: catalogName,
    signal,
    onProgress: ({ done, total }) => {
      onProgress?.(`Being prepared: ${done} of ${total} tables`);
      if (!isAnnounced) {
        isAnnounced = true;
        logger.info(`Making the example lakehouse "retail" in ${directory}`);
      }
    },
  });
  if (created) {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    logger.info(`The example lakehouse "retail" is ready after ${seconds} s`);
  }
}
