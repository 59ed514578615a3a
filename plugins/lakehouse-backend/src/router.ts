import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type {
  CreateLakehouseRequest,
  TableQueryRequest,
  TableRef,
  TablesQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseService } from '@lakehouse-portal/plugin-lakehouse-node';
import express, { type Request, type Response, type Router } from 'express';
import { addBlueprintRoutes, type BlueprintPreviewer } from './blueprint';
import { ignoreGoneClients } from './ignoreGoneClients';
import { addMaintenanceRoutes } from './maintenance/addMaintenanceRoutes';
import type { MaintenanceService } from './maintenance/MaintenanceService';
import { addPolicyRoutes, type PolicyService } from './policies';
import { readOpenApi } from './readOpenApi';
import { addStackRoutes, type StackReader } from './stack';
import { sendEvents } from './sendEvents';
import { signalOfClient } from './signalOfClient';
import { withAudit } from './withAudit';

const TABLE = '/lakehouses/:lakehouse/schemas/:schema/tables/:table';

/** What the router works with. */
export interface RouterOptions {
  service: LakehouseService;
  maintenance: MaintenanceService;
  policies: PolicyService;
  blueprint: Pick<BlueprintPreviewer, 'preview'>;
  stack: Pick<StackReader, 'read'>;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  /** Checks answers against `openapi.yaml` too: for tests. */
  validateResponses?: boolean;
}

/**
 * The HTTP API. Requests are checked against `openapi.yaml` before they come to a handler, so
 * that parameters and bodies have the types that it says; permissions are the service's business.
 */
export function createRouter(options: RouterOptions): Router {
  const { service, maintenance, httpAuth, auditor } = options;
  const router = createValidatedOpenApiRouter(
    readOpenApi() as Parameters<typeof createValidatedOpenApiRouter>[0],
    {
      middleware: [express.json({ limit: '512kb' })],
      validatorOptions: {
        validateSecurity: false,
        validateResponses: options.validateResponses ?? false,
      },
    },
  ) as unknown as Router;

  async function caller(
    request: Request,
  ): Promise<{ credentials: BackstageCredentials }> {
    return {
      credentials: await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      }),
    };
  }

  async function cancellable(request: Request, response: Response) {
    return { ...(await caller(request)), signal: signalOfClient(response) };
  }

  router.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });

  router.get('/overview', async (request, response) => {
    response.json(
      await service.getOverview(
        queryOf<{ lakehouse?: string }>(request),
        await caller(request),
      ),
    );
  });

  router.get('/lakehouses', async (request, response) => {
    response.json(await service.listLakehouses(await caller(request)));
  });

  router.post('/lakehouses', async (request, response) => {
    const body = request.body as CreateLakehouseRequest;
    const meta = { lakehouse: body.name, target: body.target };
    const event = {
      eventId: 'lakehouse-create',
      severityLevel: 'medium' as const,
      request,
      meta,
    };
    const lakehouse = await withAudit(auditor, event, async () =>
      service.createLakehouse(body, await caller(request)),
    );
    response.status(201).json(lakehouse);
  });

  router.get('/lakehouses/:lakehouse', async (request, response) => {
    response.json(
      await service.getLakehouse(
        request.params.lakehouse,
        await caller(request),
      ),
    );
  });

  router.delete('/lakehouses/:lakehouse', async (request, response) => {
    const { lakehouse } = request.params;
    const event = {
      eventId: 'lakehouse-remove',
      severityLevel: 'medium' as const,
      request,
      meta: { lakehouse },
    };
    await withAudit(auditor, event, async () =>
      service.removeLakehouse(lakehouse, await caller(request)),
    );
    response.status(204).end();
  });

  router.post('/lakehouses/:lakehouse/scan', async (request, response) => {
    const { lakehouse } = request.params;
    const { acceptLoss } = queryOf<{ acceptLoss?: boolean }>(request);
    const event = {
      eventId: 'scan',
      request,
      meta: {
        queryType: 'lakehouse',
        lakehouse,
        ...(acceptLoss && { acceptLoss }),
      },
    };
    response.json(
      await withAudit(auditor, event, async () =>
        service.scanLakehouse(lakehouse, {
          ...(await caller(request)),
          acceptLoss,
        }),
      ),
    );
  });

  router.get('/lakehouses/:lakehouse/sources', async (request, response) => {
    response.json(
      await service.getSources(
        request.params.lakehouse,
        await cancellable(request, response),
      ),
    );
  });

  router.post(
    '/lakehouses/:lakehouse/sources/:source/check',
    async (request, response) => {
      const { lakehouse, source } = request.params;
      const signal = signalOfClient(response);
      const event = {
        eventId: 'source-check',
        severityLevel: 'medium' as const,
        request,
        meta: { lakehouse, source },
      };
      await withAudit(auditor, event, async () =>
        sendEvents(
          response,
          service.checkSource(lakehouse, source, {
            ...(await caller(request)),
            signal,
          }),
        ),
      );
    },
  );

  router.get('/tables', async (request, response) => {
    response.json(
      await service.listTables(
        queryOf<TablesQuery>(request),
        await caller(request),
      ),
    );
  });

  router.get(TABLE, async (request, response) => {
    response.json(
      await service.getTable(tableOf(request), await caller(request)),
    );
  });

  router.get(`${TABLE}/snapshots`, async (request, response) => {
    const page = queryOf<{ offset?: number; limit?: number }>(request);
    response.json(
      await service.getSnapshots(tableOf(request), page, await caller(request)),
    );
  });

  router.get(`${TABLE}/commits`, async (request, response) => {
    response.json(
      await service.getCommits(
        tableOf(request),
        queryOf<{ limit?: number }>(request),
        await cancellable(request, response),
      ),
    );
  });

  router.get(`${TABLE}/snapshots/compare`, async (request, response) => {
    const pair = queryOf<{ from: string; to: string }>(request);
    response.json(
      await service.compareSnapshots(
        tableOf(request),
        pair,
        await cancellable(request, response),
      ),
    );
  });

  router.get(`${TABLE}/health`, async (request, response) => {
    response.json(
      await service.getHealth(tableOf(request), await caller(request)),
    );
  });

  router.post(`${TABLE}/scan`, async (request, response) => {
    const table = tableOf(request);
    const event = {
      eventId: 'scan',
      request,
      meta: { queryType: 'table', ...table },
    };
    response.json(
      await withAudit(auditor, event, async () =>
        service.scanTable(table, await caller(request)),
      ),
    );
  });

  router.post(`${TABLE}/query`, async (request, response) => {
    const table = tableOf(request);
    const body = request.body as TableQueryRequest;
    // Before anything is awaited: the client may be gone by then.
    const signal = signalOfClient(response);
    const event = {
      eventId: 'query',
      severityLevel: 'medium' as const,
      request,
      meta: { ...table, sql: body.sql ?? '' },
    };
    response.json(
      await withAudit(
        auditor,
        event,
        async () =>
          service.queryTable(table, body, {
            ...(await caller(request)),
            signal,
          }),
        // Whose rights in the engine it was, and what the engine calls the query.
        ({ ranAs }) => ({ ...ranAs }),
      ),
    );
  });

  addBlueprintRoutes(router, {
    blueprint: options.blueprint,
    auditor,
    cancellable,
  });
  addStackRoutes(router, { stack: options.stack, cancellable });
  addMaintenanceRoutes(router, { service: maintenance, auditor, caller });
  addPolicyRoutes(router, { service: options.policies, auditor, caller });
  router.use(ignoreGoneClients);

  return router;
}

function tableOf(request: Request): TableRef {
  const { lakehouse, schema, table } = request.params;
  return { lakehouse, schema, table };
}

/** The query as the check has left it: numbers are numbers, and a repeated parameter is an array. */
function queryOf<T>(request: Request): T {
  return request.query as T;
}
