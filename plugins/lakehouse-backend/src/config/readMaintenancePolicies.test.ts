import { ConfigReader } from '@backstage/config';
import { readLakehouseConfig } from './readLakehouseConfig';

const streaming = {
  apiVersion: 'lakehouse-portal.io/v1alpha1',
  kind: 'MaintenancePolicy',
  metadata: { name: 'streaming' },
  spec: {
    selector: { layer: 'bronze' },
    operations: { 'rewrite-data-files': 'automatic' },
    retention: { maxSnapshotAge: 'P30D' },
  },
};

function read(maintenance: unknown) {
  return readLakehouseConfig(
    new ConfigReader({
      lakehouse: { policies: { maintenance } },
    } as ConstructorParameters<typeof ConfigReader>[0]),
  ).policies.maintenance;
}

describe('lakehouse.policies.maintenance', () => {
  it('has policies as they are kept in Git', () => {
    expect(read([streaming])).toEqual([streaming]);
    expect(read(undefined)).toEqual([]);
  });

  it.each<[unknown, string]>([
    [{ streaming }, 'lakehouse.policies.maintenance must be a list'],
    [
      [{ ...streaming, spec: { cooldown: 'a day' } }],
      'lakehouse.policies.maintenance[0] can\'t be used: spec.cooldown: "a day" is not an ISO 8601 duration',
    ],
    [[streaming, streaming], 'two policies named "streaming"'],
  ])('names what is wrong with %j', (maintenance, message) => {
    expect(() => read(maintenance)).toThrow(message);
  });
});
