import {
  InvalidPolicyError,
  parseDuration,
} from '@lakehouse-portal/table-health';
import { maintenanceOperations } from '../model';
import { MIN_ORPHAN_AGE_MS } from '../run/reviewUnit';
import type { PolicyIssue } from './InvalidMaintenancePolicyError';
import { POLICY_API_VERSION, weekdays } from './MaintenancePolicyDocument';
import { DAY_MINUTES, minutesOf } from './maintenanceWindows';
import { parseBytes } from './parseBytes';

type Check = (value: unknown, path: string, issues: PolicyIssue[]) => void;

/** Less would take away what a writer, or a query that takes its time, still needs. */
const MIN_SNAPSHOT_AGE = 'PT1H';
/** Smaller files would be more of them than any engine likes. */
const MIN_FILE_BYTES = 1024n * 1024n;

const approvals = ['automatic', 'one', 'four-eyes', 'off'];

const pattern: Check = (value, path, issues) => {
  if (typeof value !== 'string' || value === '' || value.length > 500) {
    issues.push({
      path,
      message: `expected a name, or a pattern such as raw_*, got ${show(
        value,
      )}`,
    });
  }
};

const bytesOrNone: Check = (value, path, issues) => {
  if (value !== 'none' && parseBytes(value) === undefined) {
    issues.push({
      path,
      message: `expected bytes such as 120 GB, or none, got ${show(value)}`,
    });
  }
};

const bytes: Check = (value, path, issues) => {
  const parsed = parseBytes(value);
  if (parsed === undefined || parsed > BigInt(Number.MAX_SAFE_INTEGER)) {
    issues.push({
      path,
      message: `expected bytes such as 128 MB, got ${show(value)}`,
    });
  }
};

const fileSize: Check = (value, path, issues) => {
  bytes(value, path, issues);
  const parsed = parseBytes(value);
  if (parsed !== undefined && parsed < MIN_FILE_BYTES) {
    issues.push({
      path,
      message: `${show(
        value,
      )} is less than 1 MB: expected bytes such as 128 MB`,
    });
  }
};

const trueOrFalse: Check = (value, path, issues) => {
  if (typeof value !== 'boolean') {
    issues.push({
      path,
      message: `expected true or false, got ${show(value)}`,
    });
  }
};

const text: Check = (value, path, issues) => {
  if (typeof value !== 'string' || value.trim() === '' || value.length > 1000) {
    issues.push({ path, message: `expected a text, got ${show(value)}` });
  }
};

function wholeNumber(min: number, max: number): Check {
  return (value, path, issues) => {
    if (
      typeof value !== 'number' ||
      !Number.isSafeInteger(value) ||
      value < min ||
      value > max
    ) {
      issues.push({
        path,
        message: `expected a whole number from ${min} to ${max}, got ${show(
          value,
        )}`,
      });
    }
  };
}

function duration(word?: string): Check {
  return (value, path, issues) => {
    if (word === undefined || value !== word) {
      durationOf(value, path, issues, word);
    }
  };
}

function durationOf(
  value: unknown,
  path: string,
  issues: PolicyIssue[],
  word?: string,
): number | undefined {
  try {
    return parseDuration(path, value);
  } catch (error) {
    if (!(error instanceof InvalidPolicyError)) {
      throw error;
    }
    issues.push({
      path,
      message: `${error.message.replace(`${path}: `, '')}${
        word === undefined ? '' : `, or ${word}`
      }`,
    });
    return undefined;
  }
}

const snapshotAge: Check = (value, path, issues) => {
  if (value === 'forever') {
    return;
  }
  const age = durationOf(value, path, issues, 'forever');
  if (age !== undefined && age < parseDuration(path, MIN_SNAPSHOT_AGE)) {
    issues.push({
      path,
      message: `${value} is less than ${MIN_SNAPSHOT_AGE}: a query that has begun reads a snapshot that is not the current one any more`,
    });
  }
};

function oneOf(values: readonly string[]): Check {
  return (value, path, issues) => {
    if (typeof value !== 'string' || !values.includes(value)) {
      issues.push({
        path,
        message: `expected ${values.join(', ')}, got ${show(value)}`,
      });
    }
  };
}

function object(checks: Record<string, Check>, required: string[] = []): Check {
  return (value, path, issues) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      issues.push({ path, message: `expected an object, got ${show(value)}` });
      return;
    }
    for (const key of required) {
      if (!Object.hasOwn(value, key)) {
        issues.push({ path: join(path, key), message: 'is missing' });
      }
    }
    for (const [key, part] of Object.entries(value)) {
      if (Object.hasOwn(checks, key)) {
        checks[key](part, join(path, key), issues);
      } else {
        issues.push({
          path: join(path, key),
          message: `is not known: expected one of ${Object.keys(checks).join(
            ', ',
          )}`,
        });
      }
    }
  };
}

function list(check: Check, max: number): Check {
  return (value, path, issues) => {
    if (!Array.isArray(value) || value.length > max) {
      issues.push({
        path,
        message: `expected a list of at most ${max}, got ${show(value)}`,
      });
      return;
    }
    for (const [index, item] of value.entries()) {
      check(item, `${path}[${index}]`, issues);
    }
  };
}

const time: Check = (value, path, issues) => {
  if (minutesOf(value) === undefined) {
    issues.push({
      path,
      message: `expected a time such as "22:00", got ${show(
        value,
      )}; in YAML it needs quotes`,
    });
  }
};

const days: Check = (value, path, issues) => {
  list(oneOf(weekdays), 7)(value, path, issues);
  if (Array.isArray(value) && value.length === 0) {
    issues.push({
      path,
      message:
        'names no day, so that the window would never open; leave it out for every day',
    });
  }
};

const window: Check = (value, path, issues) => {
  object({ days, from: time, to: time, timeZone }, ['from', 'to'])(
    value,
    path,
    issues,
  );
  const { from, to } = (value ?? {}) as { from?: unknown; to?: unknown };
  if (minutesOf(from) === DAY_MINUTES && minutesOf(to) === 0) {
    issues.push({
      path,
      message: 'begins when it ends, so that it would never open',
    });
  }
};

const timeZone: Check = (value, path, issues) => {
  try {
    if (typeof value === 'string') {
      new Intl.DateTimeFormat('en', { timeZone: value }).format(0);
      return;
    }
  } catch {
    // Said below.
  }
  issues.push({
    path,
    message: `expected a time zone such as Europe/Oslo, got ${show(value)}`,
  });
};

const name: Check = (value, path, issues) => {
  if (typeof value !== 'string' || !/^[a-z0-9][\w.-]{0,62}$/i.test(value)) {
    issues.push({
      path,
      message: `expected letters, digits, "-", "_" and ".", at most 63, got ${show(
        value,
      )}`,
    });
  }
};

/** What is too young is said beside all else that is wrong, here and elsewhere. */
function orphanFilesCheck(allowYoungOrphans: boolean): Check {
  const parts = object({ olderThan: duration(), allowYoung: trueOrFalse });
  return (value, path, issues) => {
    const before = issues.length;
    parts(value, path, issues);
    const { olderThan, allowYoung } = (value ?? {}) as Record<string, unknown>;
    if (allowYoung === true && !allowYoungOrphans) {
      issues.push({
        path: join(path, 'allowYoung'),
        message: 'only an administrator may allow it, in the configuration',
      });
    }
    const isUnreadable = issues
      .slice(before)
      .some(issue => issue.path === join(path, 'olderThan'));
    if (
      olderThan !== undefined &&
      !isUnreadable &&
      allowYoung !== true &&
      parseDuration(path, olderThan) < MIN_ORPHAN_AGE_MS
    ) {
      issues.push({
        path: join(path, 'olderThan'),
        message: `${olderThan} is less than P7D: a commit that is under way has files that nothing refers to yet`,
      });
    }
  };
}

function specCheck(allowYoungOrphans: boolean): Check {
  return object({
    selector: object({
      lakehouse: pattern,
      layer: pattern,
      schema: pattern,
      table: pattern,
    }),
    operations: object(
      Object.fromEntries(
        maintenanceOperations.map(operation => [
          operation,
          // Nobody agrees in advance to the removal of files that nobody has seen yet.
          oneOf(
            operation === 'remove-orphan-files'
              ? approvals.slice(1)
              : approvals,
          ),
        ]),
      ),
    ),
    windows: list(window, 50),
    concurrency: wholeNumber(1, 1000),
    budget: object({ perRun: bytesOrNone, perWindow: bytesOrNone }),
    cooldown: duration('none'),
    retention: object({
      maxSnapshotAge: snapshotAge,
      minSnapshotsToKeep: wholeNumber(1, 1_000_000_000),
    }),
    targetFileSize: fileSize,
    metadataCleanup: trueOrFalse,
    orphanFiles: orphanFilesCheck(allowYoungOrphans),
    maintainedBy: text,
  });
}

function documentCheck(allowYoungOrphans: boolean): Check {
  return object(
    {
      apiVersion: oneOf([POLICY_API_VERSION]),
      kind: oneOf(['MaintenancePolicy']),
      metadata: object({ name, description: text }, ['name']),
      spec: specCheck(allowYoungOrphans),
    },
    ['apiVersion', 'kind', 'metadata', 'spec'],
  );
}

const document = documentCheck(false);
const documentWithYoungOrphans = documentCheck(true);

/**
 * Everything that is wrong with a policy, in the order in which it is written.
 *
 * @param options - `allowYoungOrphans`: see {@link parseMaintenancePolicies}.
 * @public
 */
export function checkPolicy(
  value: unknown,
  { allowYoungOrphans = false }: { allowYoungOrphans?: boolean } = {},
): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  const check = allowYoungOrphans ? documentWithYoungOrphans : document;
  check(value, '', issues);
  return issues;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function show(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
