/** The tables of a made-up Unity Catalog, by catalog and schema. */
export const TABLES: Record<string, object[]> = {
  'unity.default': [
    {
      ...{ name: 'marksheet', table_type: 'MANAGED' },
      data_source_format: 'DELTA',
      storage_location: 's3://lake/marksheet',
      updated_at: 1_732_406_336_437,
    },
    {
      ...{ name: 'numbers', table_type: 'EXTERNAL' },
      data_source_format: 'DELTA',
      storage_location: 'file:///lake/numbers',
    },
    { name: 'native', table_type: 'EXTERNAL', data_source_format: 'ICEBERG' },
    { name: 'lost', table_type: 'EXTERNAL', data_source_format: 'ICEBERG' },
    { name: 'raw', table_type: 'EXTERNAL', data_source_format: 'CSV' },
    { name: 'v', table_type: 'VIEW' },
  ],
  'unity.empty': [],
  'other.x': [
    { name: 't', table_type: 'MANAGED', data_source_format: 'PARQUET' },
  ],
};

/** Those of them that can be read by the Iceberg face. */
export const READABLE: Record<string, string[]> = {
  'unity.default': ['marksheet', 'native'],
};
