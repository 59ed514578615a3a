import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Request, Response, Router } from 'express';
import type { StackReader } from './StackReader';

/** The route of a lakehouse's stack. */
export function addStackRoutes(
  router: Router,
  options: {
    stack: Pick<StackReader, 'read'>;
    /** Who asks, and until when they wait. */
    cancellable: (
      request: Request,
      response: Response,
    ) => Promise<{ credentials: BackstageCredentials; signal: AbortSignal }>;
  },
): void {
  const { stack, cancellable } = options;

  router.get('/lakehouses/:lakehouse/stack', async (request, response) => {
    response.json(
      await stack.read(
        request.params.lakehouse,
        await cancellable(request, response),
      ),
    );
  });
}
