import { ConfigReader } from '@backstage/config';
import { readProviderConfig } from './readProviderConfig';

describe('readProviderConfig', () => {
  it('bug: refuses a condition that there is not: all tables became entities', () => {
    const read = (rule: object) =>
      readProviderConfig(
        new ConfigReader({
          catalog: { providers: { lakehouse: { tables: [{}, rule] } } },
        } as ConstructorParameters<typeof ConfigReader>[0]),
      ).rules;
    expect(() => read({ layer: ['gold'] })).toThrow(
      'Config catalog.providers.lakehouse.tables[1].layer is not a key of a rule for entities; known are lakehouses, layers, owned, owners, pattern',
    );
    expect(read({ layers: ['gold'] })[1]).toEqual({ layers: ['gold'] });
  });
});
