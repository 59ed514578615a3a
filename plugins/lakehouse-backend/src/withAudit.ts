import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';

/**
 * Records that something was tried, and how it ended.
 *
 * @param metaOf - What is recorded of the result besides.
 */
export async function withAudit<T>(
  auditor: AuditorService,
  event: AuditorServiceCreateEventOptions,
  work: () => Promise<T>,
  metaOf?: (result: T) => JsonObject,
): Promise<T> {
  const audit = await auditor.createEvent(event);
  try {
    const result = await work();
    await audit.success(metaOf && { meta: metaOf(result) });
    return result;
  } catch (error) {
    await audit.fail({ error: toError(error) });
    throw error;
  }
}
