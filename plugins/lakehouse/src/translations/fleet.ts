/** Messages below `fleet.`. Whole sentences; plural forms as `key_one` and `key_other`. */
export const fleetMessages = {
  title: 'Fleet',
} as const;
