import { managedPaths } from '../diff/managedPaths';
import type { LiveObject } from '../model';
import type { FieldOwner } from './StatusReport';

/** Who set a field, or something in it, or that which it is in as a whole. */
export function ownersOf(live: LiveObject, path: string): FieldOwner[] {
  return (live.metadata.managedFields ?? [])
    .filter(({ subresource }) => subresource !== 'status')
    .filter(({ fieldsV1 }) =>
      managedPaths(fieldsV1).some(
        managed =>
          managed === path ||
          isWithin(managed, path) ||
          isWithin(path, managed),
      ),
    )
    .map(({ manager = 'unknown', operation, time }) => ({
      manager,
      ...(operation !== undefined && { operation }),
      ...(time !== undefined && { time }),
    }));
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
