import fc from 'fast-check';
import type { LakehouseDocument } from '../document';
import { lakehouseOf } from './lakehouseOf';
import { anyAccess } from './parts/anyAccess';
import { anyCatalog } from './parts/anyCatalog';
import { anyDatabase } from './parts/anyDatabase';
import { anyRest } from './parts/anyRest';
import { anyStorage } from './parts/anyStorage';
import { anyTrino } from './parts/anyTrino';

const anyMetadata = fc.record(
  {
    name: fc.constantFrom('lake', 'l', 'a--1', `l${'0'.repeat(39)}`),
    labels: fc.constantFrom(
      { team: 'data' },
      { 'example.com/cost-centre': 'A_1.b', empty: '' },
      // What the lakehouse says itself stays.
      { 'app.kubernetes.io/instance': 'other' },
    ),
  },
  { requiredKeys: ['name'] },
);

/** Any document that makes sense, over every field of it. */
export const anyLakehouse: fc.Arbitrary<LakehouseDocument> = fc
  .record({
    metadata: anyMetadata,
    spec: fc.record(
      {
        ...anyRest,
        storage: anyStorage,
        database: anyDatabase,
        catalog: anyCatalog,
        trino: anyTrino,
        access: anyAccess,
      },
      { requiredKeys: ['owner'] },
    ),
  })
  .map(({ metadata, spec }) => lakehouseOf(spec, metadata))
  .filter(document => document !== undefined);
