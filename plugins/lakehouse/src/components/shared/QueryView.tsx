import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { Banner } from './Banner';
import { CardFrame } from './CardFrame';
import { describeError } from './describeError';
import { ErrorPanel, type ErrorHints } from './ErrorPanel';
import { formatAge } from './format';
import { Loading } from './Loading';
import type { LakehouseQuery } from './useLakehouseQuery';
import { useNow } from './useNow';

/**
 * Shows a query in whichever state it is: loading (skeleton after 300 ms), failed (what,
 * where, what to try), or loaded; after a failed refresh the last good answer, with its age.
 */
export function QueryView<T>(props: {
  query: LakehouseQuery<T>;
  /** What failed, if it fails: `The metadata of silver.orders can't be shown.` */
  failed: ReactNode;
  /** What one may not see, if that is why it failed. */
  notAllowed?: ReactNode;
  /** Title of the card that holds the error; without it the error stands bare, for use inside a card. */
  card?: ReactNode;
  skeleton?: ReactNode;
  /** Who can give the permission that is missing. */
  owner?: string;
  /** Name of that permission; reading unless said. */
  permission?: string;
  /** What to try, by kind of error; that of a table that is read unless said. */
  hints?: ErrorHints;
  /** `stale`: a banner says already that the refresh failed, and there is at most one. */
  children: (value: T, stale: boolean) => ReactNode;
}) {
  const { query } = props;
  switch (query.status) {
    case 'loading':
      return <Loading>{props.skeleton}</Loading>;
    case 'failed': {
      const panel = (
        <ErrorPanel
          title={props.failed}
          notAllowed={props.notAllowed}
          error={query.error}
          owner={props.owner}
          permission={props.permission}
          hints={props.hints}
          onRetry={query.refresh}
        />
      );
      return props.card ? (
        <CardFrame title={props.card}>{panel}</CardFrame>
      ) : (
        panel
      );
    }
    default:
      return (
        <>
          {query.refreshError && (
            <StaleBanner
              loadedAtMs={query.loadedAtMs}
              error={query.refreshError}
              onRetry={query.refresh}
            />
          )}
          {props.children(query.value, query.refreshError !== undefined)}
        </>
      );
  }
}

function StaleBanner(props: {
  loadedAtMs: number;
  error: Error;
  onRetry: () => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const age = formatAge(props.loadedAtMs, useNow());
  return (
    <Banner
      tone="warning"
      title={t('states.stale', { age })}
      action={
        <Button size="small" variant="tertiary" onPress={props.onRetry}>
          {t('states.retry')}
        </Button>
      }
    >
      {t('states.staleDetail', { reason: describeError(props.error).message })}
    </Banner>
  );
}
