import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseReadPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import { Button } from '@backstage/ui';
import { RiLock2Line, RiRefreshLine } from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';
import { Banner } from './Banner';
import { describeError, type DescribedError } from './describeError';
import { EmptyState } from './EmptyState';
import styles from './ErrorPanel.module.css';

/** What to try, by kind of error. */
export type ErrorHints = Partial<Record<DescribedError['kind'], ReactNode>>;

/**
 * An error in three parts: what failed (`title`), where, and what to try. No stack trace.
 * Without permission it is no error but its own state.
 */
export function ErrorPanel(props: {
  /** `The metadata of silver.orders can't be shown.` */
  title: ReactNode;
  error: Error;
  /** What one may not see, if that is it: `You may not see the metadata of silver.orders`. */
  notAllowed?: ReactNode;
  onRetry?: () => void;
  /** Who can give the permission. */
  owner?: string;
  /** Name of the permission that is needed; reading unless said. */
  permission?: string;
  /** What to try, by kind of error; that of a table that is read unless said. */
  hints?: ErrorHints;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const described = describeError(props.error);
  if (described.kind === 'notAllowed') {
    const permission = props.permission ?? lakehouseReadPermission.name;
    return (
      <EmptyState
        icon={<RiLock2Line size={20} />}
        title={props.notAllowed ?? t('states.failed.notAllowed')}
        detail={
          props.owner
            ? t('states.try.notAllowed', { permission, owner: props.owner })
            : t('states.try.notAllowedNoOwner', { permission })
        }
      />
    );
  }
  return (
    <div className={styles.panel}>
      <Banner tone="negative" role="alert" title={props.title}>
        {described.kind === 'network'
          ? t('states.failed.network')
          : described.message || t(`states.failed.${described.kind}`)}
      </Banner>
      <p>
        {props.hints?.[described.kind] ?? t(`states.try.${described.kind}`)}
      </p>
      {described.where && (
        <p className={styles.where}>
          {t('states.where', { where: described.where })}
          {described.reference &&
            ` · ${t('states.reference', { reference: described.reference })}`}
        </p>
      )}
      {props.onRetry && (
        <div className={styles.actions}>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiRefreshLine size={14} />}
            onPress={props.onRetry}
          >
            {t('states.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}
