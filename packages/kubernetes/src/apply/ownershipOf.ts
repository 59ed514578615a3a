import type { LiveObject } from '../model';

/** Who has which fields, to be compared: without those of the status, and without times. */
export function ownershipOf(object: LiveObject | undefined): string {
  return JSON.stringify(
    (object?.metadata.managedFields ?? [])
      .filter(({ subresource }) => subresource === undefined)
      .map(({ manager, operation, fieldsV1 }) => [
        manager,
        operation,
        fieldsV1,
      ]),
  );
}
