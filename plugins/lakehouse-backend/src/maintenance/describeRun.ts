import type { RunEvent } from '@lakehouse-portal/maintenance';
import type { RunVerification } from '@lakehouse-portal/plugin-lakehouse-common';
import type { NewRunEvent, StoredUnit } from './RunStore';

/** What was verified, in one line. */
export function describeVerification({
  content,
  refs,
  snapshots,
  health,
}: RunVerification): string {
  const same = content.filter(check => check.same).length;
  const readable = refs.filter(ref => ref.readable).length;
  return [
    content.length > 0
      ? `${same} of ${content.length} comparisons of rows and checksum are equal`
      : 'No rows were rewritten',
    `${readable} of ${refs.length} refs can be read`,
    ...(snapshots?.length
      ? [
          `${snapshots.filter(one => one.readable).length} of ${
            snapshots.length
          } snapshots that were looked at can be read`,
        ]
      : []),
    `score ${health?.scoreBefore ?? 'unknown'} before, ${
      health?.scoreAfter ?? 'unknown'
    } after`,
  ].join('; ');
}

/** What is recorded of the end of a run. */
export function endEvent(
  event: RunEvent,
  change: { reason?: string; scoreAfter?: number },
): NewRunEvent {
  switch (event) {
    case 'finish':
      return {
        kind: 'done',
        message: `Done. Score after: ${change.scoreAfter ?? 'unknown'}.`,
      };
    case 'cancel':
      return { kind: 'cancelled', message: change.reason ?? 'Cancelled.' };
    default:
      return { kind: 'failed', message: change.reason ?? 'Failed.' };
  }
}

/** Why a run was ended by somebody. */
export function cancelReason(
  cancel: { by: string; reason?: string } | undefined,
): string {
  return cancel?.reason ?? `Cancelled by ${cancel?.by ?? 'somebody'}.`;
}

/** Where a run was broken off: that what it did is not verified to the end, and what is not known. */
export function describeOpen(units: StoredUnit[]): string {
  const open = units.find(unit => unit.state === 'running');
  return [
    ...(open || units.some(unit => unit.state === 'done')
      ? ['What was done is not verified to the end.']
      : []),
    open
      ? `Whether "${open.label}" took place is not known.`
      : 'No unit was under way.',
  ].join(' ');
}

/** With a full stop, so that another sentence can follow. */
export function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
