import type { SchemaField } from '@lakehouse-portal/table-metadata';
import { writesStatistics } from './writesStatistics';

const PREFIX = 'write.metadata.metrics.';
const field = (name: string, type: SchemaField['type']): SchemaField => ({
  ...{ id: 1, name, required: false, type },
});
const long = { kind: 'primitive' as const, name: 'long' };

function isOn(properties: Record<string, string>): boolean {
  return writesStatistics({
    currentSchemaId: 0,
    schemas: [
      {
        schemaId: 0,
        identifierFieldIds: [],
        fields: [
          field('id', long),
          field('place', { kind: 'struct', fields: [field('city', long)] }),
        ],
      },
    ],
    properties,
  });
}

describe('writesStatistics', () => {
  it('is so unless writers are told to leave them out', () => {
    expect(isOn({})).toBe(true);
    for (const mode of ['none', 'counts', ' None ']) {
      expect(isOn({ [`${PREFIX}default`]: mode })).toBe(false);
    }
    for (const mode of ['full', 'truncate(16)', 'anything']) {
      expect(isOn({ [`${PREFIX}default`]: mode })).toBe(true);
    }
  });

  it('goes by single columns where they have a mode of their own, but not by columns that the table has not', () => {
    const off = { [`${PREFIX}default`]: 'none' };
    expect(isOn({ ...off, [`${PREFIX}column.place.city`]: 'full' })).toBe(true);
    expect(isOn({ ...off, [`${PREFIX}column.gone`]: 'full' })).toBe(false);
    const none = { [`${PREFIX}column.id`]: 'none' };
    expect(isOn(none)).toBe(true);
    expect(isOn({ ...none, [`${PREFIX}column.place.city`]: 'counts' })).toBe(
      false,
    );
  });
});
