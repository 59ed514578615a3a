import { useApi } from '@backstage/frontend-plugin-api';
import type {
  MaintenanceApi,
  RequestOptions,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { maintenanceApiRef } from '../../api';
import { useLakehouseQuery, type LakehouseQuery } from '../shared';

/** Asks the back end about maintenance; see {@link useLakehouseQuery}. */
export function useMaintenanceQuery<T>(
  key: string,
  load: (api: MaintenanceApi, options: RequestOptions) => Promise<T>,
  options?: { keepPrevious?: boolean },
): LakehouseQuery<T> {
  const api = useApi(maintenanceApiRef);
  return useLakehouseQuery(
    `maintenance/${key}`,
    (_lakehouse, request) => load(api, request),
    options,
  );
}
