import {
  applyDefaults,
  type Lakehouse,
  type LakehouseDocument,
} from '../document';
import { capacityOf, type Capacity } from '../sizing';
import { addonsComponent } from './addons/addonsComponent';
import { catalogPartsOf } from './catalog/catalogPartsOf';
import { databaseComponent } from './database/databaseComponent';
import { clusterNeeds } from './folder/clusterNeeds';
import { renderFiles, type RenderedFile } from './folder/renderFiles';
import { namespaceNeeds } from './folder/namespaceNeeds';
import type { Needs } from './folder/Needs';
import type { Component } from './model/Component';
import type { Part } from './model/metadata';
import type { RenderedObject } from './model/RenderedObject';
import { namespaceComponent } from './namespace/namespaceComponent';
import { networkComponent } from './network/networkComponent';
import { secretsComponent } from './secrets/secretsComponent';
import { storageComponent } from './storage/storageComponent';
import { trinoComponent } from './trino/trinoComponent';

/**
 * Everything that a lakehouse is in a cluster.
 * @public
 */
export interface RenderedLakehouse {
  /** The document with its defaults. */
  lakehouse: Lakehouse;
  /** In the order in which they are applied. */
  components: Component[];
  /** The objects of all components. */
  objects: RenderedObject[];
  /** The folder: a file for each component, `kustomization.yaml`, `README.md`, values of charts. */
  files: RenderedFile[];
  capacity: Capacity;
  needs: Needs;
}

/**
 * Renders a document, which must have been checked (`parseLakehouse`). The same document gives the same bytes, whatever the
 * order of its keys.
 * @public
 */
export function renderLakehouse(
  document: LakehouseDocument,
): RenderedLakehouse {
  const lakehouse = applyDefaults(document);
  const capacity = capacityOf(lakehouse);
  const catalog = catalogPartsOf(lakehouse);
  const parts = [
    namespaceComponent(lakehouse, document, capacity),
    secretsComponent(lakehouse),
    storageComponent(lakehouse),
    databaseComponent(lakehouse),
    catalog.objects.length > 0
      ? { name: 'catalog', title: catalog.title, objects: catalog.objects }
      : undefined,
    trinoComponent(lakehouse, catalog),
    addonsComponent(lakehouse),
  ].filter(component => component !== undefined);
  const network = networkComponent(lakehouse, podsOf(parts));
  const components = network
    ? [...parts.slice(0, 2), network, ...parts.slice(2)]
    : parts;
  const needs = {
    cluster: clusterNeeds(lakehouse, capacity),
    namespace: namespaceNeeds(lakehouse),
  };
  return {
    lakehouse,
    components,
    objects: components.flatMap(({ objects }) => objects),
    files: renderFiles(lakehouse, components, capacity, needs),
    ...{ capacity, needs },
  };
}

/** Which kinds of pods stay. */
function podsOf(components: Component[]): Set<Part> {
  return new Set(
    components
      .flatMap(({ objects }) => objects)
      .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
      .map(
        ({ metadata }) =>
          metadata.labels!['app.kubernetes.io/component'] as Part,
      ),
  );
}
