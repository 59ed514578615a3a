import { testServerOfFile } from '../../__testUtils__/testServerOfFile';
import { BearerAuthenticator } from '../../auth';
import { UnityCatalog } from '../UnityCatalog';
import type { UnityCatalogOptions } from '../UnityCatalogOptions';
import { icebergFace } from './icebergFace';
import { API, ownApi } from './ownApi';

/** What the catalogs of {@link unityCatalogs} sign in with. */
export const TOKEN = 'unity-secret-token';

/**
 * Unity Catalogs of a server that answers as the published API has it, until a test has it answer otherwise. To be called
 * once in a test file.
 */
export function unityCatalogs() {
  const { server, opened } = testServerOfFile();

  beforeEach(() => {
    server.answer(request =>
      request.path.startsWith(`${API}/iceberg/`)
        ? icebergFace(request)
        : ownApi(request),
    );
  });

  return {
    server,

    connect(options: Partial<UnityCatalogOptions> = {}): UnityCatalog {
      return opened(
        new UnityCatalog({
          url: server.url,
          authenticator: new BearerAuthenticator(TOKEN),
          ...options,
        }),
      );
    },
  };
}
