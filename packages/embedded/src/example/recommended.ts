import { DAY } from './durations';

/**
 * Properties of the example's tables that are looked after: twenty snapshots stay whatever
 * their age, so that a table nobody writes to any more is well a month later, too.
 */
export const looksAfterItself: Record<string, string | undefined> = {
  'history.expire.max-snapshot-age-ms': String(30 * DAY),
  'history.expire.min-snapshots-to-keep': '20',
  'write.target-file-size-bytes': '134217728',
  'commit.manifest.min-count-to-merge': '5',
};
