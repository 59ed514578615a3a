/** The large profile, with as much as one document asks for. */
export const LARGE = {
  apiVersion: 'lakehouse-portal.io/v1alpha1',
  kind: 'Lakehouse',
  metadata: { name: 'large' },
  spec: {
    owner: 'group:default/data',
    size: 'large',
    catalog: { type: 'hive' },
    trino: {
      authentication: { type: 'password' },
      autoscaling: { maxWorkers: 20 },
      faultTolerant: true,
    },
    access: {
      admins: ['admin'],
      groups: {
        analysts: Array.from({ length: 500 }, (_, n) => `analyst-${n}`),
        engineers: Array.from({ length: 50 }, (_, n) => `engineer-${n}`),
      },
      grants: [
        { group: 'analysts', layers: ['gold'], may: 'read' },
        {
          group: 'engineers',
          layers: ['bronze', 'silver', 'gold'],
          may: 'own',
        },
      ],
    },
    addons: { kafka: {}, airflow: {}, spark: {}, flink: {}, superset: {} },
    quota: true,
  },
};
