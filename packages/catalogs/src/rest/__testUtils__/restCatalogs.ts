import { testServerOfFile } from '../../__testUtils__/testServerOfFile';
import { IcebergRestCatalog } from '../IcebergRestCatalog';
import type { IcebergRestCatalogOptions } from '../IcebergRestCatalogOptions';
import { noSuch, type Answer } from './restAnswers';

/** REST catalogs of a server that answers as a test wants it to. To be called once in a test file. */
export function restCatalogs() {
  const { server, opened } = testServerOfFile();

  return {
    server,

    connect(
      options: Partial<IcebergRestCatalogOptions> = {},
    ): IcebergRestCatalog {
      return opened(
        new IcebergRestCatalog({
          url: new URL('/api/catalog', server.url),
          ...options,
        }),
      );
    },

    /** A catalog by its paths below `/v1`; all others are 404. */
    serve(answers: Record<string, Answer>, config: unknown = {}): void {
      server.answer(request => {
        const path = request.path.replace('/api/catalog/v1/', '');
        if (path === 'config') return { json: config };
        const answer = answers[path];
        if (typeof answer !== 'function')
          return answer ?? noSuch('NoSuchTableException');
        return answer(request);
      });
    },

    /** What was asked for below `/v1`, but for the configuration. */
    paths: () =>
      server.requests
        .map(({ path }) => path.replace('/api/catalog/v1/', ''))
        .filter(path => path !== 'config'),
  };
}
