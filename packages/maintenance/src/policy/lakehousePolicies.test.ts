import { resolvePolicy } from '@lakehouse-portal/table-health';
import { lakehousePolicies } from './lakehousePolicies';
import { policyOf } from './__testUtils__/policyOf';
import { resolveMaintenancePolicy, rulesOf } from './resolveMaintenancePolicy';

const DAY_MS = 86_400_000;
const ORDERS = {
  lakehouse: 'retail',
  layer: 'bronze',
  schema: 'bronze',
  table: 'orders',
};

describe('What the document of a lakehouse says of maintenance', () => {
  const maintenance = { retention: { bronze: 'P30D' }, policy: 'nightly' };
  const nightly = policyOf('nightly', {
    selector: { lakehouse: 'nowhere', table: '*' },
    operations: { 'expire-snapshots': 'off' },
    budget: { perWindow: '1 GB' },
    orphanFiles: { olderThan: 'P1D', allowYoung: true },
  });

  it('is its retention by layer, for health and maintenance alike, with the document as the source', () => {
    const resolved = resolveMaintenancePolicy(
      lakehousePolicies('retail', maintenance, []),
      ORDERS,
    );
    expect(resolved.policies).toEqual(['document:retail:bronze']);
    expect(
      resolvePolicy({ layer: 'bronze', overrides: resolved.health })
        .maxSnapshotAgeMs,
    ).toEqual({
      value: 30 * DAY_MS,
      source: {
        ...{ kind: 'policy', label: 'document of retail', reference: 'layer' },
      },
    });
    for (const other of [{ layer: 'gold' }, { lakehouse: 'sales' }]) {
      expect(
        resolveMaintenancePolicy(lakehousePolicies('retail', maintenance, []), {
          ...ORDERS,
          ...other,
        }).policies,
      ).toEqual([]);
    }
  });

  it('is the policy that it names, for this lakehouse as well; its budget stays one with that of its other tables', () => {
    const resolved = resolveMaintenancePolicy(
      [nightly, ...lakehousePolicies('retail', maintenance, [nightly])],
      ORDERS,
    );
    expect(resolved.policies).toEqual([
      'document:retail:bronze',
      'document:retail',
    ]);
    expect(resolved.approvals['expire-snapshots']).toMatchObject({
      value: 'off',
      source: { label: 'policy nightly' },
    });
    expect(resolved.maxWindowBytes.source.label).toBe('policy nightly');
  });

  it('does not bring along that young orphan files may be removed: an administrator has said it of other tables', () => {
    const rules = rulesOf(
      resolveMaintenancePolicy(
        lakehousePolicies('retail', maintenance, [nightly]),
        ORDERS,
      ),
    );
    expect(rules.allowYoung).toBeUndefined();
    expect(rules.orphanAgeMs).toBeGreaterThanOrEqual(7 * DAY_MS);
  });

  it.each(['a-first', 'z-last'])(
    'yields to what somebody has written for the same layer, whatever that is called: %s',
    name => {
      const written = policyOf(name, {
        selector: { lakehouse: 'retail', layer: 'bronze' },
        retention: { maxSnapshotAge: 'P7D' },
      });
      const { health } = resolveMaintenancePolicy(
        [written, ...lakehousePolicies('retail', maintenance, [])],
        ORDERS,
      );
      expect(
        resolvePolicy({ layer: 'bronze', overrides: health }).maxSnapshotAgeMs,
      ).toMatchObject({
        value: 7 * DAY_MS,
        source: { label: `policy ${name}` },
      });
    },
  );
});
