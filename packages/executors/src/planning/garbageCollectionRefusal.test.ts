import { isGarbageCollectionEnabled as asHealthReads } from '@lakehouse-portal/table-health';
import { isGarbageCollectionEnabled } from '@lakehouse-portal/table-metadata';
import { garbageCollectionRefusal } from './garbageCollectionRefusal';

describe('gc.enabled', () => {
  it.each([
    [undefined, true],
    ['true', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['no', false],
    ['0', false],
    ['1', false],
    ['yes', false],
    ['', false],
    ['true ', false],
  ])(
    'is read as Iceberg reads it, in plans and by engines: %j is %j',
    (value, enabled) => {
      const properties: Record<string, string> =
        value === undefined ? {} : { 'gc.enabled': value };
      expect(isGarbageCollectionEnabled(properties)).toBe(enabled);
      expect(asHealthReads(properties)).toBe(enabled);
      expect(garbageCollectionRefusal({ properties }) === undefined).toBe(
        enabled,
      );
    },
  );
});
