import type {
  ApprovalRule,
  MaintenanceWindow,
} from './MaintenancePolicyDocument';

/** The answer of who says nothing: a wider policy decides. @public */
export const INHERITED = 'inherited';

/**
 * The answers of the template "Maintenance policy", in the words of those who fill it in. What is empty, left out or
 * {@link INHERITED} is not part of the policy.
 * @public
 */
export interface PolicyForm {
  name?: string;
  description?: string;
  lakehouse?: string;
  layer?: string;
  schema?: string;
  table?: string;
  tableProperties?: ApprovalRule | typeof INHERITED;
  compaction?: ApprovalRule | typeof INHERITED;
  manifests?: ApprovalRule | typeof INHERITED;
  statistics?: ApprovalRule | typeof INHERITED;
  expiry?: ApprovalRule | typeof INHERITED;
  orphans?: ApprovalRule | typeof INHERITED;
  /** `any-time` also where a wider policy has windows. */
  when?: typeof INHERITED | 'any-time' | 'windows';
  windows?: MaintenanceWindow[];
  concurrency?: number;
  /** `120 GB` or `none`. */
  bytesPerRun?: string | number;
  bytesPerWindow?: string | number;
  /** `1 day`, `PT12H` or `none`. */
  pause?: string;
  /** `30 days` or `forever`. */
  keepSnapshots?: string;
  minSnapshots?: number;
  fileSize?: string | number;
  orphanAge?: string;
  metadataCleanup?: typeof INHERITED | 'yes' | 'no';
  maintainedBy?: string;
}

/** A question of the form. @public */
export type PolicyQuestion = keyof PolicyForm;

/** Which question is about which operation: each has one. */
export const operationQuestions = {
  'set-properties': 'tableProperties',
  'rewrite-data-files': 'compaction',
  'rewrite-manifests': 'manifests',
  'drop-extended-stats': 'statistics',
  'expire-snapshots': 'expiry',
  'remove-orphan-files': 'orphans',
} as const;
