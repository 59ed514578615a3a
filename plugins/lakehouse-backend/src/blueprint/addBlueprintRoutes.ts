import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { BlueprintPreviewRequest } from '@lakehouse-portal/plugin-lakehouse-common';
import type { Request, Response, Router } from 'express';
import { withAudit } from '../withAudit';
import type { BlueprintPreviewer } from './BlueprintPreviewer';

/** The routes below `/blueprint`. */
export function addBlueprintRoutes(
  router: Router,
  options: {
    blueprint: Pick<BlueprintPreviewer, 'preview'>;
    auditor: AuditorService;
    /** Who asks, and until when they wait. */
    cancellable: (
      request: Request,
      response: Response,
    ) => Promise<{ credentials: BackstageCredentials; signal: AbortSignal }>;
  },
): void {
  const { blueprint, auditor, cancellable } = options;

  router.post('/blueprint/preview', async (request, response) => {
    const body = request.body as BlueprintPreviewRequest;
    const event = {
      eventId: 'blueprint-preview',
      request,
      meta: { cluster: body.cluster },
    };
    response.json(
      await withAudit(auditor, event, async () =>
        blueprint.preview(body, await cancellable(request, response)),
      ),
    );
  });
}
