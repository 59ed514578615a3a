import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type {
  BatchesQuery,
  BulkPlanRequest,
  BulkProposeRequest,
  CancelRunRequest,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Request, Router } from 'express';
import { signalOfClient } from '../signalOfClient';
import { withAudit } from '../withAudit';
import { BulkMaintenance } from './BulkMaintenance';
import type { MaintenanceService } from './MaintenanceService';

/** Adds the part of the HTTP API that is about maintenance of many tables together. */
export function addBulkRoutes(
  router: Router,
  options: {
    service: MaintenanceService;
    auditor: AuditorService;
    caller(request: Request): Promise<{ credentials: BackstageCredentials }>;
  },
): void {
  const { service, auditor, caller } = options;
  const bulk = new BulkMaintenance({ service });

  router.post('/maintenance/plans/bulk', async (request, response) => {
    const body = request.body as BulkPlanRequest;
    const signal = signalOfClient(response);
    const event = {
      eventId: 'maintenance',
      request,
      meta: { queryType: 'plan-bulk', ...(body as object) },
    };
    response.json(
      await withAudit(auditor, event, async () =>
        bulk.plan(body, { ...(await caller(request)), signal }),
      ),
    );
  });

  router.post('/maintenance/batches', async (request, response) => {
    const body = request.body as BulkProposeRequest;
    const event = {
      eventId: 'maintenance',
      severityLevel: 'medium' as const,
      request,
      meta: { queryType: 'propose-batch', ...(body as object) },
    };
    const batch = await withAudit(auditor, event, async () =>
      bulk.propose(body, await caller(request)),
    );
    response.status(201).json(batch);
  });

  router.get('/maintenance/batches', async (request, response) => {
    response.json(
      await service.listBatches(
        request.query as BatchesQuery,
        await caller(request),
      ),
    );
  });

  for (const name of ['approve', 'cancel'] as const) {
    router.post(
      `/maintenance/batches/:batch/${name}`,
      async (request, response) => {
        const { batch } = request.params;
        const body = (request.body ?? {}) as CancelRunRequest;
        const event = {
          eventId: 'maintenance',
          severityLevel: 'medium' as const,
          request,
          meta: { queryType: `${name}-batch`, batch, ...(body as object) },
        };
        response.json(
          await withAudit(auditor, event, async () => {
            const who = await caller(request);
            return name === 'approve'
              ? bulk.approve(batch, who)
              : bulk.cancel(batch, body, who);
          }),
        );
      },
    );
  }
}
