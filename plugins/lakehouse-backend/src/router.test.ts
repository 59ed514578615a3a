import { mockServices } from '@backstage/backend-test-utils';
import type { LakehouseService } from '@lakehouse-portal/plugin-lakehouse-node';
import type { MaintenanceService } from './maintenance';
import type { PolicyService } from './policies';
import { readOpenApi } from './readOpenApi';
import { createRouter } from './router';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

describe('createRouter', () => {
  it('has just the routes that openapi.yaml describes', () => {
    const router = createRouter({
      service: {} as LakehouseService,
      maintenance: {} as MaintenanceService,
      policies: {} as PolicyService,
      blueprint: { preview: jest.fn() },
      stack: { read: jest.fn() },
      httpAuth: mockServices.httpAuth.mock(),
      auditor: mockServices.auditor.mock(),
    });
    const routes = (router.stack as Layer[]).flatMap(({ route }) =>
      route
        ? Object.keys(route.methods).map(method => `${method} ${route.path}`)
        : [],
    );
    const { paths } = readOpenApi() as { paths: Record<string, object> };
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(
        method => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    expect(
      routes.filter(route => route !== 'get /openapi.json').sort(),
    ).toEqual(described.sort());
  });
});
