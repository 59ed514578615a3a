import {
  simulateProperties,
  type TableHealth,
} from '@lakehouse-portal/table-health';
import type { DeclinedStep } from '../model';
import type { PlanInput } from './PlanInput';
import { NOT_DUE } from './notDue';
import type { StepDraft } from './StepDraft';

const CLEANUP = 'write.metadata.delete-after-commit.enabled';

/** Settings that stop a cause, such as metadata files that nobody cleans up. */
export function planProperties(
  { engine, metadata, policy, rules }: PlanInput,
  health: TableHealth,
): StepDraft | DeclinedStep {
  const operation = 'set-properties';
  const recommended = health.recommendations.find(({ id }) => id === operation);
  const cleanup = cleanupOf(metadata.properties, rules?.metadataCleanup);
  const wanted = Object.entries({
    ...recommended?.properties,
    ...cleanup,
  }).filter(([key]) => key !== CLEANUP || rules?.metadataCleanup !== false);
  const finding =
    cleanup === undefined || recommended?.properties?.[CLEANUP] !== undefined
      ? recommended?.finding
      : [recommended?.finding, 'the policy wants old metadata files to go']
          .filter(Boolean)
          .join('; ');
  if (wanted.length === 0 && recommended?.group === 'promise') {
    return {
      operation,
      kind: 'must-not',
      reason: `${recommended.finding}, and the policy wants it so.`,
    };
  }
  if (finding === undefined || wanted.length === 0) {
    const unread = (policy.problems ?? []).find(({ key }) =>
      key.startsWith('history.expire.'),
    );
    if (unread) {
      return {
        operation,
        kind: 'cannot',
        reason: `${unread.key} is not valid, and how long history has to stay only the owner of the table knows.`,
      };
    }
    return {
      operation,
      kind: 'nothing-due',
      reason: 'No property of the table is in the way of its health.',
    };
  }
  const settable = engine?.capabilities[operation].properties;
  const properties = Object.fromEntries(
    wanted.filter(([key]) => settable?.includes(key) ?? true),
  );
  const names = Object.keys(properties);
  if (names.length === 0) {
    return {
      operation,
      kind: 'cannot',
      reason: `${engine?.name ?? 'The engine'} can't set ${wanted
        .map(([key]) => key)
        .join(', ')}; another engine, such as Spark, can.`,
    };
  }
  const left = wanted.filter(([key]) => !names.includes(key));
  return {
    title: `Set ${
      names.length === 1 ? names[0] : `${names.length} properties`
    }`,
    reason: `${
      finding.charAt(0).toUpperCase() + finding.slice(1)
    }. First, since it stops the cause, takes a second and rewrites nothing.${
      left.length > 0
        ? ` ${engine?.name ?? 'The engine'} can't set ${left
            .map(([key]) => key)
            .join(', ')}.`
        : ''
    }${
      recommended?.group === 'advice' && !cleanup
        ? ` Settings that cost nothing yet ${NOT_DUE}`
        : ''
    }`,
    ...(recommended?.group !== 'promise' &&
      cleanup && { finding: 'The policy wants old metadata files to go' }),
    units: [{ operation, properties }],
    sets: properties,
    cost: { readBytes: '0', writtenBytes: '0' },
    benefit: {},
    simulate: input => simulateProperties(input, properties),
  };
}

function cleanupOf(
  properties: Record<string, string>,
  wanted: boolean | undefined,
): Record<string, string> | undefined {
  return wanted && properties[CLEANUP]?.trim().toLowerCase() !== 'true'
    ? { [CLEANUP]: 'true' }
    : undefined;
}
