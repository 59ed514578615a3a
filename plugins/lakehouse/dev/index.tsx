import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import lakehousePlugin from '../src';
import { lakehouseApiRef } from '../src/api';
import {
  createMockLakehouseApiVariant,
  mockEntities,
  type MockVariant,
} from '../src/testing';

// The plugin without a back end: `yarn start` in this package, then /lakehouse or
// /catalog/default/resource/retail.silver.orders/table. The mood of the mock back end is
// kept by the browser: localStorage.setItem('mock', 'failing' | 'empty' | 'loading' | …);
// 'none' asks the back end that app-config names.
const mood = window.localStorage.getItem('mock') ?? 'full';
const variant = mood as MockVariant;

const mocks = [
  createFrontendModule({
    pluginId: 'lakehouse',
    extensions: [
      ApiBlueprint.make({
        params: defineParams =>
          defineParams({
            api: lakehouseApiRef,
            deps: {},
            factory: () => createMockLakehouseApiVariant(variant),
          }),
      }),
    ],
  }),
  createFrontendModule({
    pluginId: 'catalog',
    extensions: [
      ApiBlueprint.make({
        params: defineParams =>
          defineParams({
            api: catalogApiRef,
            deps: {},
            factory: () => catalogApiMock({ entities: mockEntities() }),
          }),
      }),
    ],
  }),
];

createDevApp({
  features: [catalogPlugin, lakehousePlugin, ...(mood === 'none' ? [] : mocks)],
});
