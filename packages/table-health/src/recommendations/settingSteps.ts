import type { JudgeContext } from '../dimensions';
import { countOf } from '../format/countOf';
import type { AilmentId, HealthPolicy } from '../model';
import { isWeakerThanTable } from '../policy/isWeakerThanTable';
import { judgeProperties } from '../properties/judgeProperties';
import { clipped } from '../properties/metadataRules';
import { writersOf } from '../properties/writersOf';
import { simulateProperties, simulateUpgrade } from '../simulate';
import { setPropertiesStatements, upgradeStatements } from '../sql/statements';
import type { Step } from './Step';

const codecProperty = 'write.parquet.compression-codec';
const targetProperty = 'write.target-file-size-bytes';

/** Settings first: they stop the cause, cost a second, and rewrite nothing. */
export function settingSteps(
  { input, files, rhythm, policy }: JudgeContext,
  ailments: ReadonlySet<AilmentId>,
): Step[] {
  const { metadata, tableName } = input;
  const judged = judgeProperties({
    metadata,
    files,
    workload: rhythm.workload,
    writers: writersOf(metadata.snapshots),
  });
  const properties: Record<string, string> = {};
  const findings: string[] = [];
  for (const { name, verdict, suggestedValue, finding, value } of judged) {
    const worthIt = finding !== undefined || name === codecProperty;
    const wanted = name === targetProperty ? wantedTarget(policy) : undefined;
    if (
      verdict === 'poor' &&
      worthIt &&
      suggestedValue !== undefined &&
      name !== 'format-version' &&
      (wanted === undefined || wanted !== metadata.properties[name]?.trim())
    ) {
      properties[name] = wanted ?? suggestedValue;
      findings.push(
        finding?.text ?? `New files are written with ${clipped(value)}`,
      );
    }
  }
  const count = Object.keys(properties).length;
  const steps: Step[] = [];
  if (count > 0) {
    const costs = judged.some(
      ({ name, finding }) => finding && name in properties,
    );
    steps.push({
      recommendation: {
        id: 'set-properties',
        finding: sentence(findings),
        detail: Object.keys(properties).join(', '),
        action: `Set ${count === 1 ? 'a property' : `${count} properties`}`,
        actionDetail: `${countOf(
          count,
          'setting',
        )}; takes a second and rewrites nothing. Files that are there keep what they have.`,
        dimensions: ['configuration'],
        group: costs ? 'promise' : 'advice',
        destructive: false,
        properties,
        ...(tableName
          ? { statements: setPropertiesStatements(tableName, properties) }
          : {}),
      },
      simulate: changed => simulateProperties(changed, properties),
    });
  }
  if (ailments.has('old-format')) {
    steps.push({
      recommendation: {
        id: 'upgrade-format',
        finding: 'The table is still in format version 1',
        detail:
          'It has no deletes by row and no sequence numbers. Every engine that is in use reads version 2.',
        action: 'Upgrade to version 2',
        actionDetail: 'Rewrites no data; there is no way back.',
        dimensions: ['configuration'],
        group: 'promise',
        destructive: false,
        ...(tableName ? { statements: upgradeStatements(tableName, 2) } : {}),
      },
      simulate: changed => simulateUpgrade(changed, 2),
    });
  }
  return steps;
}

/**
 * The size that people want, where they have said it, and whatever it is: a rewrite goes by that, so writers should too, or
 * each would undo what the other does.
 */
function wantedTarget(policy: HealthPolicy): string | undefined {
  return isWeakerThanTable(policy, 'targetFileSizeBytes')
    ? undefined
    : String(policy.targetFileSizeBytes.value);
}

function sentence(findings: string[]): string {
  const [first, ...others] = findings;
  return [
    first,
    ...others.map(text => text.charAt(0).toLowerCase() + text.slice(1)),
  ].join('; ');
}
