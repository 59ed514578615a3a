import type {
  PolicyApi,
  PolicyDetail,
  PolicyList,
} from '@lakehouse-portal/plugin-lakehouse-common';

const document = (
  name: string,
  spec: PolicyDetail['document']['spec'],
): PolicyDetail['document'] => ({
  apiVersion: 'lakehouse-portal.io/v1alpha1',
  kind: 'MaintenancePolicy',
  metadata: { name },
  spec,
});

/** One of each origin. */
export const POLICIES: PolicyList = {
  tables: 40,
  items: [
    {
      name: 'document:retail:bronze',
      document: document('document:retail:bronze', {
        selector: { lakehouse: 'retail', layer: 'bronze' },
        retention: { maxSnapshotAge: 'P30D' },
      }),
      origin: 'document',
      lakehouse: 'retail',
      tables: 14,
    },
    {
      name: 'house-rules',
      document: document('house-rules', {
        operations: { 'expire-snapshots': 'four-eyes' },
      }),
      origin: 'configuration',
      tables: 40,
    },
    {
      name: 'streaming-bronze',
      document: document('streaming-bronze', {
        selector: { lakehouse: 'retail', layer: 'bronze' },
        windows: [{ from: '22:00', to: '04:00' }],
        maintainedBy: 'Amoro',
      }),
      origin: 'portal',
      tables: 14,
      version: 3,
      changedAt: '2026-11-24T09:00:00.000Z',
      changedBy: 'user:default/ann',
    },
  ],
};

/** A policy in full. */
export function detailOf(name: string): PolicyDetail {
  const summary = POLICIES.items.find(one => one.name === name);
  if (!summary) {
    throw new Error(`No test has a policy ${name}`);
  }
  return {
    ...summary,
    yaml: `kind: MaintenancePolicy\nmetadata:\n  name: ${name}\n`,
    examples: [
      { lakehouse: 'retail', schema: 'bronze', table: 'click_events' },
    ],
    versions:
      summary.version === undefined
        ? []
        : [
            { version: 3, by: 'user:default/ann', document: summary.document },
            { version: 2, by: 'user:default/ben' },
            { version: 1, by: 'user:default/ben', document: summary.document },
          ].map(({ by, ...version }) => ({
            ...version,
            changedAt: '2026-11-24T09:00:00.000Z',
            changedBy: by,
          })),
  };
}

/** A back end in memory. */
export function mockPolicyApi(change: Partial<PolicyApi> = {}): PolicyApi {
  return {
    listPolicies: async () => POLICIES,
    getPolicy: async name => detailOf(name),
    previewPolicy: async () => ({ issues: [], tables: 0, examples: [] }),
    savePolicy: async ({ document: { metadata } }) => detailOf(metadata.name),
    removePolicy: async () => {},
    getTablePolicy: async table => ({
      ...table,
      policies: ['house-rules'],
      values: [
        {
          name: 'Expiry of snapshots',
          value: 'four eyes',
          source: 'policy house-rules',
        },
        { name: 'Windows', value: 'any time', source: 'suite default' },
      ],
    }),
    ...change,
  };
}
