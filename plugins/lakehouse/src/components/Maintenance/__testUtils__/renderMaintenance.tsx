import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  DueTable,
  MaintenanceApi,
  PlanDocument,
  PolicyApi,
  RunDetail,
  RunStreamEvent,
  RunSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef, maintenanceApiRef, policyApiRef } from '../../../api';
import { createMockLakehouseApi } from '../../../testing';
import { mockPolicyApi } from '../../Policies/__testUtils__/mockPolicyApi';
import { MaintenanceView } from '../MaintenanceView';

export const TABLE = {
  lakehouse: 'retail',
  schema: 'bronze',
  table: 'click_events',
};
/** A file that nothing refers to. */
export const ORPHAN = 'file:///warehouse/bronze/click_events/data/left.parquet';

/** Three steps, and one that is declined. */
export const PLAN: PlanDocument['plan'] = {
  table: { uuid: 'a-b-c', snapshotId: '9223372036854775807' },
  plannedAt: '2026-11-24T09:00:00.000Z',
  scoreBefore: 31,
  scoreAfter: 96,
  slowdownBefore: 3.7,
  slowdownAfter: 1,
  steps: [
    {
      id: '1-rewrite-data-files',
      operation: 'rewrite-data-files',
      title: 'Compact 29 partitions',
      reason: '47,070 files where 319 would do.',
      units: [],
      cost: { readBytes: '80530636800', writtenBytes: '80530636800' },
      benefit: { dataFiles: { before: 48_212, after: 1_461 } },
      destructive: false,
      approval: 'one',
      scoreBefore: 31,
      scoreAfter: 72,
      slowdownBefore: 3.7,
      slowdownAfter: 1.5,
    },
    {
      id: '2-expire-snapshots',
      operation: 'expire-snapshots',
      title: 'Expire 32,259 snapshots over 7 days',
      reason: 'For storage and privacy, not for speed.',
      units: [],
      cost: { readBytes: '0', writtenBytes: '0' },
      benefit: {
        snapshots: { before: 42_340, after: 10_081 },
        freedBytes: '2040109466',
        freedFiles: 61_004,
        protectedRefs: ['campaign-start'],
      },
      destructive: true,
      approval: 'four-eyes',
      scoreBefore: 72,
      scoreAfter: 96,
    },
    {
      id: '3-remove-orphan-files',
      operation: 'remove-orphan-files',
      title: 'Remove 1 orphan file',
      reason: 'Nothing refers to it.',
      units: [
        {
          operation: 'remove-orphan-files',
          olderThanMs: 0,
          files: [{ location: ORPHAN, sizeBytes: '12' }],
        },
      ],
      cost: { readBytes: '0', writtenBytes: '0' },
      benefit: { freedBytes: '12' },
      destructive: true,
      approval: 'one',
    },
  ],
  declined: [
    {
      operation: 'rewrite-manifests',
      kind: 'would-not-help',
      reason: 'Seen on 476: 2 became 153.',
    },
  ],
};

export const DOCUMENT: PlanDocument = {
  ...TABLE,
  id: 'plan-1',
  plan: PLAN,
  createdAt: PLAN.plannedAt,
  createdBy: 'user:default/guest',
  expiresAt: '2026-12-01T09:00:00.000Z',
  engine: 'Trino 476',
};

/** Something is due of a table. */
export function dueOf(table: string, change: Partial<DueTable> = {}): DueTable {
  return {
    ...TABLE,
    table,
    gain: 41.2,
    operations: ['rewrite-data-files'],
    reasons: [
      {
        operation: 'rewrite-data-files',
        action: 'Compact 29 partitions',
        finding: '47,070 files where 319 would do.',
      },
    ],
    since: '2026-11-24T09:00:00.000Z',
    automatic: [],
    nextStart: '2026-11-24T09:00:00.000Z',
    ...change,
  };
}

/** A run of the plan that waits for approvals. */
export function runOf(change: Partial<RunSummary> = {}): RunDetail {
  return {
    summary: {
      ...TABLE,
      id: 'run-1',
      state: 'proposed',
      title: 'Compact 29 partitions',
      operations: ['rewrite-data-files'],
      createdAt: PLAN.plannedAt,
      createdBy: 'user:default/guest',
      awaitingApproval: PLAN.steps.map(({ id }) => id),
      units: { total: 29, done: 0, skipped: 0, failed: 0 },
      contentChanged: false,
      ...change,
    },
    run: {
      id: 'run-1',
      lakehouse: 'retail',
      namespace: 'bronze',
      table: 'click_events',
      state: change.state ?? 'proposed',
      plan: PLAN,
      createdAt: PLAN.plannedAt,
      createdBy: 'user:default/guest',
      approvals: [],
    },
    engine: 'Trino 476',
    units: [],
    spent: {
      plannedBytes: '80530636800',
      rewrittenBytes: '0',
      freedBytes: '0',
      elapsedMs: 0,
    },
    rollback: { possible: false, detail: 'Nothing has been rewritten.' },
  };
}

async function* noEvents(): AsyncIterable<RunStreamEvent> {
  yield { type: 'end', state: 'done' };
}

/** A back end in memory. */
export function mockApi(change: Partial<MaintenanceApi> = {}): MaintenanceApi {
  return {
    createPlan: async () => DOCUMENT,
    getPlan: async () => DOCUMENT,
    proposeRun: async () => runOf(),
    listRuns: async () => ({ items: [] }),
    listDue: async () => ({ items: [], total: 0 }),
    createPlans: async () => {
      throw new Error('No test has asked for it');
    },
    proposeBatch: async () => ({
      batch: 'batch-1',
      results: [],
      done: 0,
      failed: 0,
    }),
    listBatches: async () => ({ items: [] }),
    approveBatch: async batch => ({ batch, results: [], done: 0, failed: 0 }),
    cancelBatch: async batch => ({ batch, results: [], done: 0, failed: 0 }),
    getRun: async () => runOf(),
    approveRun: async () => runOf({ state: 'approved' }),
    cancelRun: async () => runOf({ state: 'cancelled' }),
    rollbackRun: async () => runOf(),
    watchRun: noEvents,
    ...change,
  };
}

/** Renders maintenance of the table. */
export function renderMaintenance(
  api: MaintenanceApi,
  options: {
    query?: string;
    /** Of a permission by its name; all are given when left out. */
    allow?: boolean | ((permission: string) => boolean);
    user?: string;
    policies?: PolicyApi;
    /** Of all tables instead of one. */
    all?: boolean;
  } = {},
) {
  const table = options.all ? undefined : TABLE;
  return renderInTestApp(<MaintenanceView table={table} />, {
    apis: [
      [lakehouseApiRef, createMockLakehouseApi()],
      [maintenanceApiRef, api],
      [policyApiRef, options.policies ?? mockPolicyApi()],
      mockApis.identity({
        userEntityRef: options.user ?? 'user:default/somebody',
      }),
      mockApis.permission({
        authorize: ({ permission }) =>
          (
            typeof options.allow === 'function'
              ? options.allow(permission.name)
              : options.allow !== false
          )
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      }),
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [options.query ? `/?${options.query}` : '/'],
  });
}
