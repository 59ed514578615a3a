import { useApi } from '@backstage/frontend-plugin-api';
import type {
  PolicyApi,
  RequestOptions,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { policyApiRef } from '../../api';
import { useLakehouseQuery, type LakehouseQuery } from '../shared';

/** Asks the back end about policies; see {@link useLakehouseQuery}. */
export function usePolicyQuery<T>(
  key: string,
  load: (api: PolicyApi, options: RequestOptions) => Promise<T>,
): LakehouseQuery<T> {
  const api = useApi(policyApiRef);
  return useLakehouseQuery(`policies/${key}`, (_lakehouse, request) =>
    load(api, request),
  );
}
