import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  maintenanceOperations,
  type MaintenanceRules,
} from '@lakehouse-portal/maintenance';
import { readInteger } from '../config/readInteger';

/** `lakehouse.maintenance`, checked and with defaults. */
export interface MaintenanceConfig {
  /** Runs that each replica carries on at the same time; 0: this one carries on none. */
  workers: number;
  /** How often a replica looks for runs, milliseconds. */
  pollMs: number;
  /** A replica that gave no sign of life for so long has lost its runs to others, milliseconds. */
  leaseMs: number;
  /** Conflicts with live writers after which a unit is given up. */
  maxConflicts: number;
  /** A run stops before it has rewritten more bytes; absent: no limit. */
  maxRewrittenBytes?: bigint;
  /** Whether runs are started that policies allow without anybody. */
  automaticStarts: boolean;
  /** Who has to approve which operation, where it differs from the default. */
  approvals: Partial<MaintenanceRules['approvals']>;
  /** Entity refs of who is told that a run waits for approval; none: the owners of tables are. */
  approvers: string[];
}

const KEY = 'lakehouse.maintenance';

/** @throws InputError that names the key. */
export function readMaintenanceConfig(
  config: Config | undefined,
): MaintenanceConfig {
  const bytes = config?.getOptionalString('maxRewrittenBytes');
  if (bytes !== undefined && !/^[1-9]\d{0,17}$/.test(bytes)) {
    throw new InputError(
      `Config ${KEY}.maxRewrittenBytes must be a number of bytes above 0, not "${bytes}"`,
    );
  }
  return {
    workers: readInteger(config, 'workers', {
      key: KEY,
      min: 0,
      max: 32,
      default: 1,
    }),
    pollMs:
      1000 *
      readInteger(config, 'pollSeconds', {
        key: KEY,
        min: 1,
        max: 3600,
        default: 5,
      }),
    leaseMs:
      1000 *
      readInteger(config, 'leaseSeconds', {
        key: KEY,
        min: 5,
        max: 3600,
        default: 30,
      }),
    maxConflicts: readInteger(config, 'maxConflicts', {
      key: KEY,
      min: 0,
      max: 1000,
      default: 10,
    }),
    maxRewrittenBytes: bytes === undefined ? undefined : BigInt(bytes),
    automaticStarts: config?.getOptionalBoolean('automaticStarts') ?? true,
    approvals: readApprovals(config?.getOptionalConfig('approvals')),
    approvers: readApprovers(config?.getOptionalStringArray('approvers') ?? []),
  };
}

function readApprovers(refs: string[]): string[] {
  return refs.map(ref => {
    try {
      return stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' }));
    } catch {
      throw new InputError(
        `Config ${KEY}.approvers must be refs of groups or users, such as group:default/data-platform, not "${ref}"`,
      );
    }
  });
}

const APPROVALS = ['automatic', 'one', 'four-eyes', 'off'] as const;

function readApprovals(
  config: Config | undefined,
): MaintenanceConfig['approvals'] {
  const approvals: MaintenanceConfig['approvals'] = {};
  for (const key of config?.keys() ?? []) {
    const operation = maintenanceOperations.find(one => one === key);
    const text = config!.getString(key);
    const approval = APPROVALS.find(one => one === text);
    if (!operation) {
      throw new InputError(
        `Config ${KEY}.approvals: there is no operation "${key}". There are ${maintenanceOperations.join(
          ', ',
        )}`,
      );
    }
    if (!approval) {
      throw new InputError(
        `Config ${KEY}.approvals.${key} must be one of ${APPROVALS.join(
          ', ',
        )}, not "${text}"`,
      );
    }
    approvals[operation] = approval;
  }
  return approvals;
}
