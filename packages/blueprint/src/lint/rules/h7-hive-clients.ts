import type { LintRule } from '../model/LintRule';
import { findHiveMetastores } from '../hive/HiveMetastore';
import { containersOf } from './containersOf';

const CLIENTS =
  /(^|[/_-])(spark|pyiceberg|flink|hudi|kafka-connect|cp-kafka-connect|airflow|debezium)/i;

/** H7. */
export const hiveClients: LintRule = {
  id: 'H7',
  name: 'hive-clients',
  severity: 'warning',
  summary: 'Hive 4.0.1 or later with clients that call get_table',
  consequence:
    "Hive 4.0.1 removed the Thrift call get_table: Spark's own client, Iceberg up to 1.9, PyIceberg, iceberg-rust, Hudi and Kafka Connect fail with \"Invalid method name: 'get_table'\". Trino asks otherwise, and works.",
  fix: 'Hive 3.1.3 or a REST catalog where several engines share the tables; or clients with Iceberg 1.10 or later.',
  source:
    'iceberg#12878, #13628; iceberg-python#1653; iceberg-rust#3186; hudi#18671',
  *check(context) {
    const clients = [
      ...new Set(
        [...containersOf(context)]
          .filter(({ container }) =>
            CLIENTS.test(container.image?.repository ?? ''),
          )
          .map(({ workload }) => workload.object.label),
      ),
    ];
    if (clients.length === 0) return;
    for (const { container, workload, serving, version } of findHiveMetastores(
      context,
    )) {
      const [, major, minor, patch] =
        /^(\d+)\.(\d+)\.(\d+)/.exec(version ?? '') ?? [];
      const number =
        Number(major) * 10_000 + Number(minor) * 100 + Number(patch);
      if (!serving || !(number >= 40_001)) continue;
      yield {
        place: context.places.of(container.value, 'image'),
        object: workload.object,
        message: `Hive ${version} has no get_table, which ${clients.join(
          ', ',
        )} may call ("Invalid method name: 'get_table'")`,
      };
    }
  },
};
