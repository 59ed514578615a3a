import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import type { JsonObject } from '@backstage/types';
import lakehousePlugin from '@lakehouse-portal/plugin-lakehouse-backend';
import {
  MaintenanceClient,
  type PlanDocument,
  type RunDetail,
  type TableHealthReport,
} from '@lakehouse-portal/plugin-lakehouse-common';
import request from 'supertest';

const ANN = { token: mockCredentials.user.token('user:default/ann') };
const BEN = { token: mockCredentials.user.token('user:default/ben') };
const FINAL = ['done', 'failed', 'cancelled'];

/** A portal through whose HTTP API a table is maintained by two people. */
export interface MaintenancePortal {
  /** Those with a text in the title, once there are some. @throws when there are none in ten seconds. */
  notificationsOf(title: string): Promise<NotificationSendOptions[]>;
  scan(): Promise<void>;
  health(schema: string, table: string): Promise<TableHealthReport>;
  /** As Ann. */
  plan(schema: string, table: string): Promise<PlanDocument>;
  /** Proposed by Ann, approved by Ben, step by step, and followed to its end. `meanwhile`: before the last approval. */
  run(
    plan: PlanDocument,
    options?: { steps?: string[]; meanwhile?: () => Promise<void> },
  ): Promise<RunDetail>;
  stop(): Promise<void>;
}

/** @param lakehouse - `lakehouse` of app-config. */
export async function startMaintenancePortal(
  lakehouse: JsonObject,
): Promise<MaintenancePortal> {
  const notifications: NotificationSendOptions[] = [];
  const backend = await startTestBackend({
    features: [
      lakehousePlugin,
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async sent => void notifications.push(sent),
        }),
      }),
      mockServices.rootConfig.factory({ data: { lakehouse } }),
    ],
  });
  const { port } = backend.server.address() as AddressInfo;
  const client = new MaintenanceClient({
    discoveryApi: {
      getBaseUrl: async () => `http://127.0.0.1:${port}/api/lakehouse`,
    },
  });
  return {
    async notificationsOf(title) {
      for (let tries = 0; tries < 50; tries++) {
        const found = notifications.filter(({ payload }) =>
          payload.title.includes(title),
        );
        if (found.length > 0) {
          return found;
        }
        await sleep(200);
      }
      throw new Error(
        `No notification has "${title}" in its title: ${JSON.stringify(
          notifications,
        )}`,
      );
    },
    async scan() {
      await request(backend.server)
        .post('/api/lakehouse/lakehouses/lake/scan')
        .expect(200);
    },
    async health(schema, table) {
      const { body } = await request(backend.server)
        .get(
          `/api/lakehouse/lakehouses/lake/schemas/${schema}/tables/${table}/health`,
        )
        .expect(200);
      return body as TableHealthReport;
    },
    plan: (schema, table) =>
      client.createPlan({ lakehouse: 'lake', schema, table }, ANN),
    async run({ id: planId }, { steps, meanwhile } = {}) {
      const proposed = await client.proposeRun({ planId, steps }, ANN);
      const { id, awaitingApproval } = proposed.summary;
      await meanwhile?.();
      await client.approveRun(id, { steps: awaitingApproval }, BEN);
      for (;;) {
        const run = await client.getRun(id, ANN);
        if (FINAL.includes(run.summary.state)) {
          return run;
        }
        await sleep(500);
      }
    },
    stop: () => backend.stop(),
  };
}
