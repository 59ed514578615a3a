import type { BlueprintPreview } from '@lakehouse-portal/plugin-lakehouse-common';
import { fieldToTake } from './TakingOver';

/** Whether applying would be refused, although these fields are taken over from others. */
export function isInTheWay(
  preview: Extract<BlueprintPreview, { status: 'tried' }>,
  takeOwnership: readonly string[],
): boolean {
  const { applicable, objects, missingRights, unknownKinds } = preview;
  if (applicable) return false;
  const conflicts = objects.flatMap(({ id, conflicts: of }) =>
    of.map(({ field }) => fieldToTake(id, field)),
  );
  return (
    conflicts.length === 0 ||
    conflicts.some(field => !takeOwnership.includes(field)) ||
    objects.some(({ action }) => action === 'rejected') ||
    missingRights.some(({ isOptional }) => !isOptional) ||
    unknownKinds.length > 0
  );
}
