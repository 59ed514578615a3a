import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  formOfPolicy,
  type MaintenancePolicyDocument,
} from '@lakehouse-portal/maintenance';
import { templateRouteRef } from '../../routes';

/** Where policies are made and edited: the template of Create. Undefined in a portal without the scaffolder. */
export function usePolicyTemplate():
  | ((edit?: {
      document: MaintenancePolicyDocument;
      version?: number;
    }) => string)
  | undefined {
  const link = useRouteRef(templateRouteRef);
  if (!link) {
    return undefined;
  }
  const template = link({
    namespace: 'default',
    templateName: 'maintenance-policy',
  });
  return edit =>
    edit
      ? `${template}?formData=${encodeURIComponent(
          JSON.stringify({
            ...formOfPolicy(edit.document),
            replaces: edit.version,
          }),
        )}`
      : template;
}
