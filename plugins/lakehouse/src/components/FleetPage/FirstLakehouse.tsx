import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { RiDatabase2Line } from '@remixicon/react';
import { lakehouseCreatePermission } from '@lakehouse-portal/plugin-lakehouse-common';
import { templateRouteRef } from '../../routes';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, EmptyState } from '../shared';

/** First use: one step, not a tour. */
export function FirstLakehouse() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const templateLink = useRouteRef(templateRouteRef);
  const { allowed } = usePermission({ permission: lakehouseCreatePermission });
  return (
    <CardFrame title={t('fleet.first.card')}>
      <EmptyState
        icon={<RiDatabase2Line size={24} />}
        title={t('fleet.first.title')}
        detail={
          allowed
            ? t('fleet.first.detail')
            : t('fleet.first.detailNotAllowed', {
                permission: lakehouseCreatePermission.name,
              })
        }
        actions={
          allowed &&
          templateLink && (
            <ButtonLink
              size="small"
              variant="primary"
              href={templateLink({
                namespace: 'default',
                templateName: 'lakehouse',
              })}
            >
              {t('fleet.first.create')}
            </ButtonLink>
          )
        }
      />
    </CardFrame>
  );
}
