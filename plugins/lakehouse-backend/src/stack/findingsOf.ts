import {
  diagnoseStack,
  type LakehouseDocument,
} from '@lakehouse-portal/blueprint';
import type { KubernetesObject } from '@lakehouse-portal/kubernetes';
import type { StackFinding } from '@lakehouse-portal/plugin-lakehouse-common';

/**
 * What the Stack doctor finds in what runs now, the worst first. Secrets are never read, so nothing is said of references to them.
 */
export function findingsOf(
  document: LakehouseDocument,
  live: readonly KubernetesObject[],
  options: { cluster: string; now: Date },
): StackFinding[] {
  const { findings } = diagnoseStack({
    objects: live.map(object => ({ object, source: options.cluster })),
    document,
    // What is otherwise than rendered is told object by object.
    drift: [],
    now: options.now,
  });
  return findings.map(({ severity, rule, object, message, fix, source }) => ({
    ...{ severity, rule, message, fix },
    ...(object !== undefined && { object }),
    ...(source !== undefined && { source }),
  }));
}
