import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { refuseUnknownKeys } from '@lakehouse-portal/plugin-lakehouse-node';
import type { SourceScanConfig } from './LakehouseConfig';
import { readInteger } from './readInteger';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Keys that {@link readSourceScan} reads. */
export const SOURCE_SCAN_KEYS: readonly string[] = [
  ...['concurrency', 'tableTimeout', 'every', 'recheckAfter'],
  ...['retry', 'missing', 'maxLoss'],
];

/** How sources are scanned where configuration says nothing. */
export const DEFAULT_SOURCE_SCAN: Readonly<SourceScanConfig> = {
  concurrency: 4,
  tableTimeoutMs: 2 * MINUTE,
  everyMs: 0,
  recheckMs: HOUR,
  retryFirstMs: MINUTE,
  retryLongestMs: HOUR,
  missingListings: 2,
  missingMs: HOUR,
  maxLossShare: 0.5,
  maxLossTables: 10,
};

/**
 * Reads what a section `scan` says about sources: `lakehouse.scan`, or that of one connection. What it leaves out is
 * left out.
 *
 * @param key - Full key of the section, for messages.
 * @throws InputError that names the key.
 */
export function readSourceScan(
  config: Config | undefined,
  key: string,
): Partial<SourceScanConfig> {
  if (!config) {
    return {};
  }
  const retry = config.getOptionalConfig('retry');
  const missing = config.getOptionalConfig('missing');
  const maxLoss = config.getOptionalConfig('maxLoss');
  for (const [section, name, known] of [
    [retry, 'retry', ['first', 'longest']],
    [missing, 'missing', ['listings', 'after']],
    [maxLoss, 'maxLoss', ['share', 'tables']],
  ] as const) {
    if (section) {
      refuseUnknownKeys(
        section,
        { key: `${key}.${name}`, what: 'the settings of scans' },
        known,
      );
    }
  }
  const read: Partial<SourceScanConfig> = {
    concurrency: whole(config, key, 'concurrency', 1, 32),
    tableTimeoutMs: duration(config, key, 'tableTimeout', 1),
    everyMs: duration(config, key, 'every', 0),
    recheckMs: duration(config, key, 'recheckAfter', 0),
    retryFirstMs: duration(retry, `${key}.retry`, 'first', 1),
    retryLongestMs: duration(retry, `${key}.retry`, 'longest', 1),
    missingListings: whole(missing, `${key}.missing`, 'listings', 1, 1000),
    missingMs: duration(missing, `${key}.missing`, 'after', 0),
    maxLossShare: share(maxLoss, `${key}.maxLoss`, 'share'),
    maxLossTables: whole(maxLoss, `${key}.maxLoss`, 'tables', 0, 10_000_000),
  };
  return Object.fromEntries(
    Object.entries(read).filter(([, value]) => value !== undefined),
  );
}

function whole(
  config: Config | undefined,
  key: string,
  name: string,
  min: number,
  max: number,
): number | undefined {
  return config?.has(name)
    ? readInteger(config, name, { key, min, max, default: min })
    : undefined;
}

function duration(
  config: Config | undefined,
  key: string,
  name: string,
  minMs: number,
): number | undefined {
  if (!config?.has(name)) {
    return undefined;
  }
  const milliseconds = durationToMilliseconds(
    readDurationFromConfig(config, { key: name }),
  );
  if (!(milliseconds >= minMs)) {
    throw new InputError(
      `Config ${key}.${name} must be ${
        minMs > 0 ? 'longer than nothing' : 'a duration'
      }, for example PT2M`,
    );
  }
  return milliseconds;
}

function share(
  config: Config | undefined,
  key: string,
  name: string,
): number | undefined {
  const value = config?.getOptionalNumber(name);
  if (value !== undefined && !(value >= 0 && value <= 1)) {
    throw new InputError(
      `Config ${key}.${name} must be from 0 to 1 (all), not ${value}`,
    );
  }
  return value;
}
