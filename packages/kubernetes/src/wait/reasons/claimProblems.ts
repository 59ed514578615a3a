import { type LiveObject, referenceOf } from '../../model';
import type { Diagnosis } from '../diagnose';
import type { Inspection } from './Inspection';

/** Why a volume claim has no volume. */
export async function claimProblems(
  inspection: Inspection,
  claim: LiveObject,
): Promise<Diagnosis> {
  let isAwaitingConsumer = false;
  const problems = await inspection.allowed(claim, async () => {
    const [newest] = await inspection.eventsOf(claim);
    if (newest?.reason === 'WaitForFirstConsumer') {
      isAwaitingConsumer = true;
      return [];
    }
    const { storageClassName } = (claim.spec ?? {}) as {
      storageClassName?: string;
    };
    const message =
      newest?.message ??
      (storageClassName
        ? `Nothing makes a volume of the storage class "${storageClassName}": is there such a class, and does its provisioner run?`
        : 'The claim names no storage class, and the cluster has no default one');
    return [
      { kind: 'pending-volume' as const, message, object: referenceOf(claim) },
    ];
  });
  return { problems, isAwaitingConsumer };
}
