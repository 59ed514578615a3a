import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { lakehouseCreatePermission } from '@lakehouse-portal/plugin-lakehouse-common';
import type { LakehouseDocument } from '@lakehouse-portal/blueprint';
import { blueprintApiRef } from '../../../../api';
import { lakehouseTranslationRef } from '../../../../translation';
import {
  CardFrame,
  EmptyState,
  ErrorPanel,
  SkeletonLines,
  text,
} from '../../../shared';
import { useLoaded } from '../../useLoaded';
import { NotTried } from './NotTried';
import type { TakingOver } from './TakingOver';
import { TriedChanges } from './TriedChanges';

/** What applying would change, as the cluster itself says. */
export function ChangesPanel(
  props: {
    document: LakehouseDocument;
    cluster: string | undefined;
  } & TakingOver,
) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(blueprintApiRef);
  const { document, cluster, takeOwnership, onTakeOwnership } = props;
  const preview = useLoaded(
    cluster && JSON.stringify([cluster, document]),
    signal =>
      api.previewBlueprint({ document, cluster: cluster ?? '' }, { signal }),
  );
  const title = t('blueprint.preview.changes');
  if (!cluster) {
    return (
      <CardFrame title={title}>
        <EmptyState
          title={t('blueprint.changes.noCluster')}
          detail={t('blueprint.changes.noClusterDetail')}
        />
      </CardFrame>
    );
  }
  if (preview.status === 'loaded' && preview.value.status === 'tried') {
    return (
      <TriedChanges
        preview={preview.value}
        onAgain={preview.again}
        takeOwnership={takeOwnership}
        onTakeOwnership={onTakeOwnership}
      />
    );
  }
  return (
    <CardFrame
      title={title}
      busy={preview.status === 'loading'}
      actions={
        preview.status === 'loaded' && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiRefreshLine size={14} />}
            onPress={preview.again}
          >
            {t('blueprint.changes.again')}
          </Button>
        )
      }
    >
      {preview.status === 'loading' && (
        <>
          <p className={text.note} role="status">
            {t('blueprint.changes.loading')}
          </p>
          <SkeletonLines lines={6} />
        </>
      )}
      {preview.status === 'failed' && (
        <ErrorPanel
          title={t('blueprint.changes.failed', { cluster })}
          notAllowed={t('blueprint.changes.notAllowed')}
          permission={lakehouseCreatePermission.name}
          error={preview.error}
          onRetry={preview.again}
        />
      )}
      {preview.status === 'loaded' && preview.value.status === 'not-tried' && (
        <NotTried preview={preview.value} cluster={cluster} />
      )}
    </CardFrame>
  );
}
