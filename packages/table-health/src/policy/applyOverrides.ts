import type {
  HealthPolicy,
  HealthPolicyOverrides,
  ThresholdSource,
} from '../model';
import { foreverMs } from './foreverMs';
import { InvalidPolicyError } from './InvalidPolicyError';
import { parseDuration } from './parseDuration';

const knownKeys: Array<keyof HealthPolicyOverrides> = [
  'targetFileSizeBytes',
  'maxSnapshotAge',
  'minSnapshotsToKeep',
  'maxStaleness',
  'maintenanceInterval',
  'maxReclaimableShare',
];

/**
 * Writes overrides into a policy, all or none.
 *
 * @param writtenAs - The key as the person wrote it, where it isn't the override's own, for the error.
 * @throws InvalidPolicyError
 */
export function applyOverrides(
  policy: Partial<HealthPolicy>,
  overrides: HealthPolicyOverrides,
  source: ThresholdSource,
  writtenAs?: string,
): Partial<HealthPolicy> {
  const changes: Partial<HealthPolicy> = {};
  for (const [key, value] of Object.entries(overrides)) {
    if (value === undefined) {
      continue;
    }
    const name = writtenAs ?? key;
    switch (key) {
      case 'targetFileSizeBytes':
        changes.targetFileSizeBytes = {
          value: wholeNumber(name, value, 1),
          source,
        };
        break;
      case 'maxSnapshotAge':
        changes.maxSnapshotAgeMs = {
          value: value === 'forever' ? foreverMs : parseDuration(name, value),
          source,
        };
        break;
      case 'minSnapshotsToKeep':
        changes.minSnapshotsToKeep = {
          value: wholeNumber(name, value, 1),
          source,
        };
        break;
      case 'maxStaleness':
        changes.maxStalenessMs = { value: durationOrNone(name, value), source };
        break;
      case 'maintenanceInterval':
        changes.maintenanceIntervalMs = {
          value: durationOrNone(name, value),
          source,
        };
        break;
      case 'maxReclaimableShare':
        changes.maxReclaimableShare = { value: share(name, value), source };
        break;
      default:
        throw new InvalidPolicyError(
          name,
          `not a key of a health policy: expected one of ${knownKeys.join(
            ', ',
          )}`,
        );
    }
  }
  return Object.assign(policy, changes);
}

function durationOrNone(key: string, value: unknown): number | undefined {
  return value === 'none' ? undefined : parseDuration(key, value);
}

function wholeNumber(key: string, value: unknown, min: number): number {
  if (
    typeof value !== 'number' ||
    !Number.isSafeInteger(value) ||
    value < min
  ) {
    throw new InvalidPolicyError(
      key,
      `expected a whole number of at least ${min}, got ${show(value)}`,
    );
  }
  return value;
}

function share(key: string, value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) {
    throw new InvalidPolicyError(
      key,
      `expected a share from 0 to 1, got ${show(value)}`,
    );
  }
  return value;
}

function show(value: unknown): string {
  return typeof value === 'number'
    ? String(value)
    : JSON.stringify(value) ?? String(value);
}
