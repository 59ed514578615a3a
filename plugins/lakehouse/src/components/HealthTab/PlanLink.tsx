import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { lakehouseMaintenancePlanPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';

/** The way from advice to a plan, for those who may make one. */
export function PlanLink(props: { entityRef: string }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const entityLink = useEntityRefLink();
  const { allowed } = usePermission({
    permission: lakehouseMaintenancePlanPermission,
  });
  return allowed ? (
    <ButtonLink
      variant="primary"
      href={`${entityLink(
        parseEntityRef(props.entityRef),
      )}/maintenance?plan=new`}
    >
      {t('maintenance.plan.make')}
    </ButtonLink>
  ) : null;
}
