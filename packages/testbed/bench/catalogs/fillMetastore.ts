import type { PostgresServer } from '../../src/postgres';

const FIRST_ID = 1_000_000;
const COLUMNS = 12;

/**
 * Fills the database of a Hive Metastore with Iceberg tables, as engines register them. By SQL, since ten thousand calls
 * would take longer than all that is measured.
 */
export async function fillMetastore(
  postgres: PostgresServer,
  database: string,
  { tables, databases }: { tables: number; databases: number },
): Promise<void> {
  const ids = `generate_series(${FIRST_ID}, ${FIRST_ID + tables - 1}) AS i`;
  await postgres.query(
    `INSERT INTO "DBS" ("DB_ID", "DB_LOCATION_URI", "NAME", "OWNER_NAME", "OWNER_TYPE", "CTLG_NAME")
       SELECT ${FIRST_ID} + d, 's3://bench/hive/d' || d, 'd' || d, 'bench', 'USER', 'hive' FROM generate_series(0, ${
      databases - 1
    }) AS d;
     INSERT INTO "CDS" SELECT i FROM ${ids};
     INSERT INTO "COLUMNS_V2" ("CD_ID", "COLUMN_NAME", "TYPE_NAME", "INTEGER_IDX")
       SELECT i, 'column_' || c, 'bigint', c FROM ${ids}, generate_series(0, ${
      COLUMNS - 1
    }) AS c;
     INSERT INTO "SERDES" ("SERDE_ID", "SLIB") SELECT i, 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' FROM ${ids};
     INSERT INTO "SDS" ("SD_ID", "INPUT_FORMAT", "IS_COMPRESSED", "LOCATION", "NUM_BUCKETS", "OUTPUT_FORMAT", "SERDE_ID", "CD_ID", "IS_STOREDASSUBDIRECTORIES")
       SELECT i, 'org.apache.hadoop.mapred.FileInputFormat', false, 's3://bench/hive/t' || i, 0, 'org.apache.hadoop.mapred.FileOutputFormat', i, i, false FROM ${ids};
     INSERT INTO "TBLS" ("TBL_ID", "CREATE_TIME", "DB_ID", "LAST_ACCESS_TIME", "OWNER", "OWNER_TYPE", "RETENTION", "SD_ID", "TBL_NAME", "TBL_TYPE")
       SELECT i, 0, ${FIRST_ID} + i % ${databases}, 0, 'bench', 'USER', 0, i, 'table_' || right(i::text, 6), 'EXTERNAL_TABLE' FROM ${ids};
     INSERT INTO "TABLE_PARAMS"
       SELECT i, key, value FROM ${ids}, LATERAL (VALUES
         ('table_type', 'ICEBERG'), ('EXTERNAL', 'TRUE'), ('numFiles', '0'), ('totalSize', '0'),
         ('metadata_location', 's3://bench/hive/t' || i || '/metadata/00001.metadata.json'),
         ('previous_metadata_location', 's3://bench/hive/t' || i || '/metadata/00000.metadata.json')
       ) AS parameters(key, value);
     ANALYZE`,
    { database },
  );
}
