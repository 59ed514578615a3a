import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';

type Step = Pick<RunDetail['run']['plan']['steps'][number], 'id' | 'needs'>;

/**
 * Leaves a step out, or takes it up again. With it go those that were planned for it; with them comes it.
 *
 * @param left - Ids of the steps that are left out.
 * @returns those that are left out then.
 */
export function toggleStep(
  steps: readonly Step[],
  left: ReadonlySet<string>,
  id: string,
): ReadonlySet<string> {
  const next = new Set(left);
  if (next.delete(id)) {
    for (const needed of steps.find(step => step.id === id)?.needs ?? []) {
      next.delete(needed);
    }
    return next;
  }
  next.add(id);
  for (const step of steps) {
    if (step.needs?.includes(id)) {
      next.add(step.id);
    }
  }
  return next;
}
