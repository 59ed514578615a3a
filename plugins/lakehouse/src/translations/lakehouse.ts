/** Messages below `lakehouse.`. Whole sentences; plural forms as `key_one` and `key_other`. */
export const lakehouseMessages = {
  title: 'Lakehouse',
} as const;
