import { type Lakehouse, warehouseLocation } from '@lakehouse-portal/blueprint';
import type { ProveOptions } from '../model';
import { accessExpectations } from './accessExpectations';

/** What there is to prove of a lakehouse that a document describes. */
export function proofOf(
  lakehouse: Lakehouse,
): Pick<ProveOptions, 'access' | 'catalog' | 'layers' | 'nodes' | 'storage'> {
  const { storage } = lakehouse;
  return {
    catalog: lakehouse.catalogName,
    // Below the warehouse, as the catalog itself would have it: not every one has a place for schemas of its own.
    layers: lakehouse.layers.map(({ name }) => ({
      schema: name,
      location: `${warehouseLocation(lakehouse)}/${name}`,
    })),
    nodes: { workers: lakehouse.trino.workers },
    ...('bucket' in storage && storage.type !== 'gcs'
      ? { storage: { scheme: 's3', bucket: storage.bucket } }
      : {}),
    access: accessExpectations(lakehouse),
  };
}
