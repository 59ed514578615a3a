import type { MaintenanceUnit } from '../model';

/**
 * What the properties that a unit has set were before, one by one, as far as it was noted; of other units nothing.
 * @public
 */
export function formerValues(unit: MaintenanceUnit): string[] {
  return unit.operation === 'set-properties'
    ? Object.entries(unit.before ?? {}).map(([key, value]) =>
        value === null
          ? `${key} was not set`
          : `${key} was ${JSON.stringify(value)}`,
      )
    : [];
}
