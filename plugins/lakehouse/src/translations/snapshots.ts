/** Messages below `snapshots.`. Whole sentences; plural forms as `key_one` and `key_other`. */
export const snapshotsMessages = {
  title: 'Snapshots',
} as const;
