import { InvalidLakehouseError } from '@lakehouse-portal/blueprint';
import type { StackReport } from '@lakehouse-portal/plugin-lakehouse-common';
import { notTriedBecause } from '../blueprint/notTriedBecause';

/** Why a lakehouse could not be looked at. What is no trouble of a cluster or a document is thrown. */
export function notReadBecause(
  error: unknown,
): Extract<StackReport, { status: 'not-read' }> {
  if (error instanceof InvalidLakehouseError)
    return {
      ...{ status: 'not-read', reason: 'failed' },
      message: `The document in the cluster can't be used: ${error.message}`,
    };
  const { reason, message } = notTriedBecause(error);
  return { status: 'not-read', reason, message };
}
