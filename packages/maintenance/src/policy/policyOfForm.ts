import { maintenanceOperations } from '../model';
import { checkPolicy } from './checkPolicy';
import { durationOfWords } from './durationOfWords';
import type { PolicyIssue } from './InvalidMaintenancePolicyError';
import {
  POLICY_API_VERSION,
  type MaintenancePolicyDocument,
} from './MaintenancePolicyDocument';
import { windowOfForm } from './windowOfForm';
import {
  INHERITED,
  operationQuestions,
  type PolicyForm,
  type PolicyQuestion,
} from './PolicyForm';

/** Something that is wrong with an answer. @public */
export interface PolicyFormIssue extends PolicyIssue {
  /** The question that it is about; absent: about all of them. */
  question?: PolicyQuestion;
}

/** What the answers of a form come to. @public */
export type PolicyDraft =
  | { status: 'invalid'; issues: PolicyFormIssue[] }
  | { status: 'valid'; document: MaintenancePolicyDocument };

/**
 * Makes a policy of the answers of a form, by the same checks as a document that somebody wrote.
 * @public
 */
export function policyOfForm(form: PolicyForm): PolicyDraft {
  const { document, issues: early } = write(form);
  const issues = [
    ...early,
    ...checkPolicy(document).map(issue => ({
      ...issue,
      message: inWordsOfForm(issue.message),
      question: questionOf(issue.path),
    })),
  ];
  const { selector: _, ...said } = document.spec;
  if (issues.length === 0 && Object.keys(said).length === 0) {
    issues.push({
      path: 'spec',
      message:
        'it says nothing yet: answer at least one question beside which tables it is for',
    });
  }
  return issues.length > 0
    ? { status: 'invalid', issues }
    : {
        status: 'valid',
        document: document as unknown as MaintenancePolicyDocument,
      };
}

/** Not checked yet: answers are what somebody typed. */
function write(form: PolicyForm): {
  document: { spec: Record<string, unknown> } & Record<string, unknown>;
  issues: PolicyFormIssue[];
} {
  const issues: PolicyFormIssue[] = [];
  const operations = kept(
    Object.fromEntries(
      maintenanceOperations.map(operation => [
        operation,
        form[operationQuestions[operation]],
      ]),
    ),
  );
  const windows = windowsOf(form);
  if (form.when === 'windows' && windows?.length === 0) {
    issues.push({
      path: 'spec.windows',
      question: 'windows',
      message:
        'name at least one window, or choose another answer to when runs may start',
    });
  }
  const cleanup = kept({ metadataCleanup: form.metadataCleanup });
  return {
    issues,
    document: {
      apiVersion: POLICY_API_VERSION,
      kind: 'MaintenancePolicy',
      metadata: {
        name: trimmed(form.name) ?? '',
        ...kept({ description: form.description }),
      },
      spec: {
        ...part(
          'selector',
          kept({
            lakehouse: form.lakehouse,
            layer: form.layer,
            schema: form.schema,
            table: form.table,
          }),
        ),
        ...part('operations', operations),
        ...(windows && { windows }),
        ...kept({ concurrency: form.concurrency }),
        ...part(
          'budget',
          kept({ perRun: form.bytesPerRun, perWindow: form.bytesPerWindow }),
        ),
        ...kept({ cooldown: durationOfWords(form.pause) }),
        ...part(
          'retention',
          kept({
            maxSnapshotAge: durationOfWords(form.keepSnapshots),
            minSnapshotsToKeep: form.minSnapshots,
          }),
        ),
        ...kept({ targetFileSize: form.fileSize }),
        ...('metadataCleanup' in cleanup && {
          metadataCleanup: cleanup.metadataCleanup === 'yes',
        }),
        ...part(
          'orphanFiles',
          kept({ olderThan: durationOfWords(form.orphanAge) }),
        ),
        ...kept({ maintainedBy: form.maintainedBy }),
      },
    },
  };
}

function windowsOf(form: PolicyForm): unknown[] | undefined {
  switch (form.when) {
    case 'any-time':
      return [];
    case 'windows':
      return (form.windows ?? []).map(windowOfForm);
    default:
      return undefined;
  }
}

const questionOfPath: Array<[RegExp, PolicyQuestion]> = [
  [/^metadata\.name/, 'name'],
  [/^metadata\.description/, 'description'],
  [/^spec\.selector\.lakehouse/, 'lakehouse'],
  [/^spec\.selector\.layer/, 'layer'],
  [/^spec\.selector\.schema/, 'schema'],
  [/^spec\.selector\.table/, 'table'],
  ...maintenanceOperations.map(
    operation =>
      [
        new RegExp(`^spec\\.operations\\.${operation}`),
        operationQuestions[operation],
      ] as [RegExp, PolicyQuestion],
  ),
  [/^spec\.windows/, 'windows'],
  [/^spec\.concurrency/, 'concurrency'],
  [/^spec\.budget\.perRun/, 'bytesPerRun'],
  [/^spec\.budget\.perWindow/, 'bytesPerWindow'],
  [/^spec\.cooldown/, 'pause'],
  [/^spec\.retention\.maxSnapshotAge/, 'keepSnapshots'],
  [/^spec\.retention\.minSnapshotsToKeep/, 'minSnapshots'],
  [/^spec\.targetFileSize/, 'fileSize'],
  [/^spec\.orphanFiles/, 'orphanAge'],
  [/^spec\.maintainedBy/, 'maintainedBy'],
];

function questionOf(path: string): PolicyQuestion | undefined {
  return questionOfPath.find(([pattern]) => pattern.test(path))?.[1];
}

/** The form takes durations in words; how a document writes them is of no help there. */
function inWordsOfForm(message: string): string {
  return message.replace(
    'is not an ISO 8601 duration such as P7D or PT15M',
    'is not a duration such as 40 days, 12 hours or 2 years',
  );
}

/** Only what somebody answered. */
function kept(answers: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers)
      .map(([key, value]) => [key, trimmed(value)] as const)
      .filter(([, value]) => value !== undefined && value !== INHERITED),
  );
}

function part(
  key: string,
  value: Record<string, unknown>,
): Record<string, unknown> {
  return Object.keys(value).length > 0 ? { [key]: value } : {};
}

function trimmed(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value ?? undefined;
  }
  return value.trim() === '' ? undefined : value.trim();
}
