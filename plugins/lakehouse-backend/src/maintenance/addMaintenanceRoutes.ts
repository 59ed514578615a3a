import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type {
  ApproveRunRequest,
  CancelRunRequest,
  DueQuery,
  ProposeRunRequest,
  RollbackRunRequest,
  RunDetail,
  RunsQuery,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Request, Response, Router } from 'express';
import { sendEvents } from '../sendEvents';
import { signalOfClient } from '../signalOfClient';
import { withAudit } from '../withAudit';
import { addBulkRoutes } from './addBulkRoutes';
import type { MaintenanceService } from './MaintenanceService';

const RUN = '/maintenance/runs/:run';

/** Adds the part of the HTTP API that is about maintenance. */
export function addMaintenanceRoutes(
  router: Router,
  options: {
    service: MaintenanceService;
    auditor: AuditorService;
    caller(request: Request): Promise<{ credentials: BackstageCredentials }>;
  },
): void {
  const { service, auditor, caller } = options;

  async function cancellable(request: Request, response: Response) {
    const signal = signalOfClient(response);
    return { ...(await caller(request)), signal };
  }

  /** An action on a run, audited, answered with the run. */
  function onRun<Body>(
    name: string,
    act: (
      id: string,
      body: Body,
      who: { credentials: BackstageCredentials },
    ) => Promise<RunDetail>,
  ): void {
    router.post(`${RUN}/${name}`, async (request, response) => {
      const { run } = request.params;
      const body = (request.body ?? {}) as Body;
      const event = {
        eventId: 'maintenance',
        severityLevel: 'medium' as const,
        request,
        meta: { ...(body as object), queryType: name, run },
      };
      response.json(
        await withAudit(
          auditor,
          event,
          async () => act(run, body, await caller(request)),
          runMeta,
        ),
      );
    });
  }

  router.post(
    '/lakehouses/:lakehouse/schemas/:schema/tables/:table/plans',
    async (request, response) => {
      const { lakehouse, schema, table } = request.params;
      const ref: TableRef = { lakehouse, schema, table };
      const signal = signalOfClient(response);
      const event = {
        eventId: 'maintenance',
        request,
        meta: { queryType: 'plan', ...ref },
      };
      const plan = await withAudit(
        auditor,
        event,
        async () =>
          service.createPlan(ref, { ...(await caller(request)), signal }),
        ({ id, plan: { steps } }) => ({
          plan: id,
          steps: steps.map(step => step.id),
        }),
      );
      response.status(201).json(plan);
    },
  );

  router.get('/maintenance/plans/:plan', async (request, response) => {
    response.json(
      await service.getPlan(request.params.plan, await caller(request)),
    );
  });

  addBulkRoutes(router, options);

  router.post('/maintenance/runs', async (request, response) => {
    const body = request.body as ProposeRunRequest;
    const event = {
      eventId: 'maintenance',
      severityLevel: 'medium' as const,
      request,
      meta: { ...body, queryType: 'propose' },
    };
    const run = await withAudit(
      auditor,
      event,
      async () => service.proposeRun(body, await caller(request)),
      runMeta,
    );
    response.status(201).json(run);
  });

  router.get('/maintenance/runs', async (request, response) => {
    response.json(
      await service.listRuns(request.query as RunsQuery, await caller(request)),
    );
  });

  router.get('/maintenance/due', async (request, response) => {
    response.json(
      await service.listDue(request.query as DueQuery, await caller(request)),
    );
  });

  router.get(RUN, async (request, response) => {
    response.json(
      await service.getRun(request.params.run, await caller(request)),
    );
  });

  onRun<ApproveRunRequest>('approve', (id, body, who) =>
    service.approveRun(id, body, who),
  );
  onRun<CancelRunRequest>('cancel', (id, body, who) =>
    service.cancelRun(id, body, who),
  );
  onRun<RollbackRunRequest>('rollback', (id, body, who) =>
    service.rollbackRun(id, body, who),
  );

  router.get(`${RUN}/events`, async (request, response) => {
    const query = request.query as { after?: number };
    const watcher = await cancellable(request, response);
    await sendEvents(
      response,
      service.watchRun(request.params.run, query, watcher),
    );
  });
}

/** What came of it, for the audit log. */
function runMeta({ summary }: RunDetail) {
  const { id, lakehouse, schema, table, state, awaitingApproval } = summary;
  return { run: id, lakehouse, schema, table, state, awaitingApproval };
}
