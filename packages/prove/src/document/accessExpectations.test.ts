import { readLakehouse, renderLakehouse } from '@lakehouse-portal/blueprint';
import { accessExpectations } from './accessExpectations';

describe('accessExpectations', () => {
  it('asks for each combination of groups what the document promises them', () => {
    const { lakehouse } = renderLakehouse(
      readLakehouse(
        {
          apiVersion: 'lakehouse-portal.io/v1alpha1',
          kind: 'Lakehouse',
          metadata: { name: 'sales' },
          spec: {
            owner: 'group:default/data',
            layers: [{ name: 'bronze' }, { name: 'gold' }],
            trino: { authentication: { type: 'password' } },
            access: {
              admins: ['admin'],
              groups: { analysts: ['ann', 'bob'], engineers: ['eve', 'admin'] },
              grants: [
                { group: 'analysts', layers: ['gold'], may: 'read' },
                { group: 'engineers', layers: ['bronze', 'gold'], may: 'own' },
              ],
              columns: [
                {
                  ...{ layer: 'gold', table: 'people', column: 'email' },
                  ...{ mask: "'***'", except: ['engineers'] },
                },
                { layer: 'gold', table: 'people', column: 'iban' },
              ],
            },
          },
        },
        'test',
      ),
    );
    const asked = accessExpectations(lakehouse).map(
      ({ user, schema, table, column, expectation }) =>
        [user, schema, table, column, expectation].filter(Boolean).join(' '),
    );
    expect(asked).toEqual([
      'ann bronze refused',
      'ann gold visible',
      'ann gold not-writable',
      'ann gold people email masked',
      'ann gold people iban refused',
      'eve bronze visible',
      'eve bronze writable',
      'eve gold visible',
      'eve gold writable',
      'eve gold people email visible',
      'eve gold people iban refused',
      'lakehouse-portal-stranger bronze refused',
    ]);
  });
});
