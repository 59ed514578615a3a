import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import type { CreateLakehouseRequest } from '@lakehouse-portal/plugin-lakehouse-common';
import { createSampleTable } from './createSampleTable';

/**
 * Makes a new embedded lakehouse in an empty folder: a schema for each layer, with its owner and
 * layer as properties, and a small table in each if that was asked for.
 */
export async function createEmbeddedLakehouse(
  request: CreateLakehouseRequest,
  directory: string,
): Promise<void> {
  const lakehouse = await EmbeddedLakehouse.open({
    directory,
    name: request.name,
  });
  try {
    for (const layer of request.layers) {
      await lakehouse.createNamespace(layer, {
        'lakehouse.layer': layer,
        'lakehouse.owner': request.owner,
        comment: `Layer ${layer} of ${request.title ?? request.name}`,
      });
      if (request.sampleTables) {
        await createSampleTable(lakehouse, layer);
      }
    }
  } finally {
    await lakehouse.close();
  }
}
