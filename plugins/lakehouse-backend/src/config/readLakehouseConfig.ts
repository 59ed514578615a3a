import { resolve } from 'node:path';
import { readSchedulerServiceTaskScheduleDefinitionFromConfig } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { refuseUnknownKeys } from '@lakehouse-portal/plugin-lakehouse-node';
import { readMaintenanceConfig } from '../maintenance/readMaintenanceConfig';
import type {
  LakehouseConfig,
  QueryLimits,
  ScanCacheConfig,
  ScanConfig,
} from './LakehouseConfig';
import { readConnection } from './readConnection';
import { readInteger } from './readInteger';
import { readPolicies } from './readPolicies';
import {
  DEFAULT_SOURCE_SCAN,
  readSourceScan,
  SOURCE_SCAN_KEYS,
} from './readSourceScan';

const ROOT = 'lakehouse';
const MEGABYTE = 1024 * 1024;

/**
 * Reads `lakehouse.*` of app-config, once, at start.
 *
 * @throws InputError that names the key, says what is wrong with it and what would be right.
 */
export function readLakehouseConfig(rootConfig: Config): LakehouseConfig {
  const config = rootConfig.getOptionalConfig(ROOT);
  const connections = config?.getOptionalConfig('connections');
  const directory = config?.getOptionalString('embedded.directory');
  return {
    connections: (connections?.keys() ?? []).map(name =>
      readConnection(
        name,
        connections!.getConfig(name),
        `${ROOT}.connections.${name}`,
      ),
    ),
    scan: readScan(config?.getOptionalConfig('scan')),
    embeddedDirectory: directory === undefined ? undefined : resolve(directory),
    query: readQueryLimits(config?.getOptionalConfig('query')),
    maintenance: readMaintenanceConfig(
      config?.getOptionalConfig('maintenance'),
    ),
    policies: readPolicies(
      config?.getOptionalConfig('policies'),
      `${ROOT}.policies`,
    ),
  };
}

function readScan(config: Config | undefined): ScanConfig {
  const schedule = config?.getOptionalConfig('schedule');
  if (config) {
    refuseUnknownKeys(
      config,
      { key: `${ROOT}.scan`, what: 'the settings of scans' },
      [...SOURCE_SCAN_KEYS, ...['schedule', 'cache']],
    );
  }
  return {
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : {
          frequency: { minutes: 5 },
          timeout: { minutes: 30 },
          initialDelay: { seconds: 2 },
          scope: 'global',
        },
    ...DEFAULT_SOURCE_SCAN,
    ...readSourceScan(config, `${ROOT}.scan`),
    cache: readScanCache(config?.getOptionalConfig('cache')),
  };
}

function readScanCache(config: Config | undefined): ScanCacheConfig {
  const key = `${ROOT}.scan.cache`;
  return {
    memoryBytes:
      MEGABYTE *
      readInteger(config, 'memoryMb', {
        key,
        min: 0,
        max: 65_536,
        default: 64,
      }),
    databaseBytes:
      MEGABYTE *
      readInteger(config, 'databaseMb', {
        key,
        min: 0,
        max: 1_048_576,
        default: 512,
      }),
  };
}

function readQueryLimits(config: Config | undefined): QueryLimits {
  const key = `${ROOT}.query`;
  return {
    timeoutMs:
      1000 *
      readInteger(config, 'timeoutSeconds', {
        key,
        min: 1,
        max: 600,
        default: 15,
      }),
    maxRows: readInteger(config, 'maxRows', {
      key,
      min: 1,
      max: 1000,
      default: 1000,
    }),
    maxResultBytes: readInteger(config, 'maxResultBytes', {
      key,
      min: 1024,
      max: 64 * 1024 * 1024,
      default: 4 * 1024 * 1024,
    }),
    memoryLimitMb: readInteger(config, 'memoryLimitMb', {
      key,
      min: 64,
      max: 65_536,
      default: 256,
    }),
    concurrency: readInteger(config, 'concurrency', {
      key,
      min: 1,
      max: 64,
      default: 2,
    }),
  };
}
