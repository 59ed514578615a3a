import type { ConnectionDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import type { StoreConfig } from '@lakehouse-portal/storage';
import type { ConnectionStorage } from './ConnectionStorage';
import { productOf } from './describeStorage';

/** Where the files are, for people who connect an engine. How the portal signs is told in words, never with what. */
export function storageDetails(storage: ConnectionStorage): ConnectionDetail[] {
  return [
    {
      label: storage.warehouses.length === 1 ? 'Warehouse' : 'Warehouses',
      value: storage.warehouses.join('\n'),
    },
    ...storage.stores.map(store => ({
      label: storage.stores.length === 1 ? 'Store' : `Store ${store.name}`,
      value: [productOf(store), ...settingsOf(store)].join(', '),
    })),
  ];
}

function settingsOf(store: StoreConfig): string[] {
  if (store.kind === 'http') {
    return store.headers || store.query !== undefined
      ? ['the portal signs its requests']
      : ['the portal reads without signing'];
  }
  const settings: string[] = [];
  if (store.kind === 's3') {
    if (store.region !== undefined) {
      settings.push(`region ${store.region}`);
    }
    if (store.pathStyle ?? store.endpoint !== undefined) {
      settings.push('bucket in the path');
    }
  }
  return [...settings, `the portal ${wayOf(store)}`];
}

function wayOf(store: Exclude<StoreConfig, { kind: 'http' }>): string {
  if (store.anonymous) {
    return 'reads without signing';
  }
  switch (store.kind) {
    case 's3':
      if (store.credentials) {
        return 'reads with keys of its configuration';
      }
      return store.profile === undefined
        ? 'reads as its environment or machine says'
        : 'reads with a profile of its machine';
    case 'gs':
      return store.keyFile === undefined
        ? 'reads as its environment or machine says'
        : 'reads with a service account';
    default:
      return store.accountKey === undefined && store.sasToken === undefined
        ? 'reads as its environment or machine says'
        : 'reads with a key of its configuration';
  }
}
