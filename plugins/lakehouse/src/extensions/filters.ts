import type { FilterPredicate } from '@backstage/filter-predicates';
import {
  RESOURCE_TYPE_LAKEHOUSE_SCHEMA,
  RESOURCE_TYPE_LAKEHOUSE_TABLE,
  RESOURCE_TYPE_LAKEHOUSE_VIEW,
  SYSTEM_TYPE_LAKEHOUSE,
} from '@lakehouse-portal/plugin-lakehouse-common';

// Predicates, not functions: administrators can read and override them in app-config,
// and the entity page decides without loading any of our code.

export const tableFilter: FilterPredicate = {
  $all: [{ kind: 'Resource' }, { 'spec.type': RESOURCE_TYPE_LAKEHOUSE_TABLE }],
};

export const viewFilter: FilterPredicate = {
  $all: [{ kind: 'Resource' }, { 'spec.type': RESOURCE_TYPE_LAKEHOUSE_VIEW }],
};

export const schemaFilter: FilterPredicate = {
  $all: [{ kind: 'Resource' }, { 'spec.type': RESOURCE_TYPE_LAKEHOUSE_SCHEMA }],
};

/** A lakehouse of which the Kubernetes plugin knows where it is. */
export const kubernetesLakehouseFilter: FilterPredicate = {
  $all: [
    { kind: 'System' },
    { 'spec.type': SYSTEM_TYPE_LAKEHOUSE },
    {
      'metadata.annotations.backstage.io/kubernetes-cluster': { $exists: true },
    },
  ],
};

export const lakehouseFilter: FilterPredicate = {
  $all: [{ kind: 'System' }, { 'spec.type': SYSTEM_TYPE_LAKEHOUSE }],
};
