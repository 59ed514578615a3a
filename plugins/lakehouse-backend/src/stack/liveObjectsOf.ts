import type { LiveObject, ObjectStatus } from '@lakehouse-portal/kubernetes';

/** The objects of a lakehouse as they are now; what may not be seen is left out, and said. Secrets stay out of it. */
export function liveObjectsOf(statuses: readonly ObjectStatus[]): {
  live: LiveObject[];
  notes: string[];
} {
  const live: LiveObject[] = [];
  const notes = new Set<string>();
  for (const { reference, live: object, refusal } of statuses) {
    if (object) live.push(object);
    else if (refusal && reference.kind !== 'Secret')
      notes.add(
        `Objects of kind ${reference.kind} could not be looked at: ${refusal.message}`,
      );
  }
  return { live, notes: [...notes] };
}
