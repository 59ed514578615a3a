import { maintenanceOfDocument } from './maintenanceOfDocument';
import { readLakehouse } from './parseLakehouse';

const documentWith = (spec: object) =>
  readLakehouse(
    {
      ...{ apiVersion: 'lakehouse-portal.io/v1alpha1', kind: 'Lakehouse' },
      metadata: { name: 'retail' },
      spec: { owner: 'group:default/data', ...spec },
    },
    'test',
  );

describe('What a document says of maintenance', () => {
  it('is each retention that it says, and the policy that it names', () => {
    const layers = Object.entries({
      ...{ bronze: '36h', silver: '2w', gold: '2y', raw: 'forever' },
      longest: '99999y',
    }).map(([name, retention]) => ({ name, retention }));
    expect(
      maintenanceOfDocument(
        documentWith({
          layers: [...layers, { name: 'landing' }],
          maintenance: { policy: 'nightly' },
        }),
      ),
    ).toEqual({
      retention: {
        ...{ bronze: 'PT36H', silver: 'P14D', gold: 'P730D', raw: 'forever' },
        longest: 'P36499635D',
      },
      policy: 'nightly',
    });
  });

  it.each([{}, { layers: [{ name: 'bronze' }] }, { maintenance: {} }])(
    'is nothing where it leaves that to the portal: %j',
    spec => {
      expect(maintenanceOfDocument(documentWith(spec))).toBeUndefined();
    },
  );
});
