import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  PolicyPreviewRequest,
  SavePolicyRequest,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Request, Router } from 'express';
import { withAudit } from '../withAudit';
import type { PolicyService } from './PolicyService';

const POLICIES = '/maintenance/policies';

/** Adds the part of the HTTP API that is about policies of maintenance. */
export function addPolicyRoutes(
  router: Router,
  options: {
    service: PolicyService;
    auditor: AuditorService;
    caller(request: Request): Promise<{ credentials: BackstageCredentials }>;
  },
): void {
  const { service, auditor, caller } = options;

  router.get(POLICIES, async (request, response) => {
    response.json(await service.listPolicies(await caller(request)));
  });

  // Not below the others: a policy may be named "preview".
  router.post('/maintenance/policy-preview', async (request, response) => {
    response.json(
      await service.previewPolicy(
        request.body as PolicyPreviewRequest,
        await caller(request),
      ),
    );
  });

  router.get(`${POLICIES}/:policy`, async (request, response) => {
    response.json(
      await service.getPolicy(request.params.policy, await caller(request)),
    );
  });

  router.put(`${POLICIES}/:policy`, async (request, response) => {
    const { policy } = request.params;
    const body = request.body as SavePolicyRequest;
    const event = {
      eventId: 'policy',
      // It decides who has to approve what.
      severityLevel: 'high' as const,
      request,
      meta: { queryType: 'save', policy, ...(body as object) },
    };
    response.json(
      await withAudit(auditor, event, async () => {
        if (body.document?.metadata?.name !== policy) {
          throw new InputError(
            `The policy is named "${body.document?.metadata?.name}" in the document and "${policy}" in the address`,
          );
        }
        return service.savePolicy(body, await caller(request));
      }),
    );
  });

  router.delete(`${POLICIES}/:policy`, async (request, response) => {
    const { policy } = request.params;
    const { version } = request.query as unknown as { version: number };
    const event = {
      eventId: 'policy',
      severityLevel: 'high' as const,
      request,
      meta: { queryType: 'remove', policy, version },
    };
    await withAudit(auditor, event, async () =>
      service.removePolicy(policy, version, await caller(request)),
    );
    response.status(204).end();
  });

  router.get(
    '/lakehouses/:lakehouse/schemas/:schema/tables/:table/policy',
    async (request, response) => {
      const { lakehouse, schema, table } = request.params;
      response.json(
        await service.getTablePolicy(
          { lakehouse, schema, table },
          await caller(request),
        ),
      );
    },
  );
}
