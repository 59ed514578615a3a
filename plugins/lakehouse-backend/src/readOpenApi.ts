import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { parse } from 'yaml';

/** The HTTP API's description, `openapi.yaml`. Requests are checked against it. */
export function readOpenApi(): unknown {
  const path = resolvePackagePath(
    '@lakehouse-portal/plugin-lakehouse-backend',
    'openapi.yaml',
  );
  return parse(readFileSync(path, 'utf8'), { merge: true });
}
