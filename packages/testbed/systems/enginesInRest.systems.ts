import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  replaceSparkCatalogs,
  runSparkSql,
  sharedSystem,
  SPARK_FILES_CATALOG,
  uniqueName,
} from '../src';
import { describeEnginesIn } from './engines/catalogs/describeEnginesIn';
import { LAKE_CATALOGS } from './engines/catalogs/lakeCatalogs';

describeEnginesIn(LAKE_CATALOGS.rest);

describe('A Spark that tests share', () => {
  it('bug: lets a session keep its catalogs when another one brings others', async () => {
    const { remote, control } = await sharedSystem('spark');
    const catalog = uniqueName('own');
    const directory = mkdtempSync(join(tmpdir(), 'lakehouse-spark-own-'));
    const rows = (name: string) => [
      `CREATE TABLE ${name}.shop.${catalog} USING iceberg AS SELECT 1 AS id`,
      `SELECT id FROM ${name}.shop.${catalog}`,
    ];
    // Whatever others give to all of its sessions, and take away.
    let isOver = false;
    const others = (async () => {
      while (!isOver) {
        await replaceSparkCatalogs(control, {});
        // Spark has to get on, too.
        await sleep(20);
      }
    })();
    // It is awaited at the end; until then nobody listens.
    others.catch(() => undefined);
    try {
      expect(
        await runSparkSql(
          remote,
          { own: rows(catalog) },
          {
            [catalog]: {
              '': 'org.apache.iceberg.spark.SparkCatalog',
              type: 'hadoop',
              warehouse: directory,
            },
          },
        ),
      ).toEqual({ own: { rows: [['1']] } });
      const { own, files } = await runSparkSql(remote, {
        own: rows(catalog),
        files: rows(SPARK_FILES_CATALOG),
      });
      expect(files).toEqual({ rows: [['1']] });
      // It was of the first session alone.
      expect(own.error).toContain('REQUIRES_SINGLE_PART_NAMESPACE');
    } finally {
      isOver = true;
      await others;
      rmSync(directory, { recursive: true });
    }
  });
});
