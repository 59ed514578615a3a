import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiShieldCheckLine } from '@remixicon/react';
import { lakehousePolicyReadPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, EmptyState, QueryView, SkeletonLines } from '../shared';
import { PoliciesTable } from './PoliciesTable';
import { usePolicyQuery } from './usePolicyQuery';
import { usePolicyTemplate } from './usePolicyTemplate';

/** All policies of maintenance, with where each comes from and what it is for. */
export function PoliciesCard(props: { onOpen: (name: string) => void }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const template = usePolicyTemplate();
  const query = usePolicyQuery('list', (api, options) =>
    api.listPolicies(options),
  );
  const filled = query.status === 'loaded' && query.value.items.length > 0;
  const create = template && (
    <ButtonLink
      size="small"
      variant={filled ? 'secondary' : 'primary'}
      href={template()}
    >
      {t('policies.create')}
    </ButtonLink>
  );
  return (
    <CardFrame
      flush={filled}
      title={t('policies.title')}
      subtitle={t('policies.subtitle')}
      actions={filled && create}
    >
      <QueryView
        query={query}
        failed={t('policies.failed')}
        hints={{ unavailable: t('maintenance.failures.unavailable') }}
        notAllowed={t('policies.notAllowed')}
        permission={lakehousePolicyReadPermission.name}
        skeleton={<SkeletonLines lines={3} />}
      >
        {list =>
          list.items.length === 0 ? (
            <EmptyState
              icon={<RiShieldCheckLine size={20} />}
              title={t('policies.none')}
              detail={t('policies.noneDetail')}
              actions={create}
            />
          ) : (
            <PoliciesTable policies={list.items} onOpen={props.onOpen} />
          )
        }
      </QueryView>
    </CardFrame>
  );
}
