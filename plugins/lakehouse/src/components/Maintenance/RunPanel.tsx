import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import {
  Banner,
  CardFrame,
  NamedText,
  QueryView,
  SkeletonLines,
  Split,
  TableLink,
} from '../shared';
import { ApprovalCard } from './ApprovalCard';
import { LogCard } from './LogCard';
import { RunOpening } from './RunOpening';
import { SpentCard } from './SpentCard';
import { StateBar } from './StateBar';
import { StepsCard } from './StepsCard';
import { useRun } from './useRun';
import { VerificationCard } from './VerificationCard';

/** A run: the same page before, during and after; only what its cards say changes. */
export function RunPanel(props: {
  id: string;
  withTable?: boolean;
  /** Leads to the runs that it was proposed together with. */
  onBatch?: (batch: string) => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { query, events, progress, following } = useRun(props.id);
  return (
    <QueryView
      query={query}
      failed={t('maintenance.run.failed')}
      hints={{
        notFound: t('maintenance.failures.runUnknown'),
        unavailable: t('maintenance.failures.unavailable'),
      }}
      skeleton={
        <CardFrame title={t('maintenance.steps.title')} busy>
          <SkeletonLines lines={12} />
        </CardFrame>
      }
    >
      {detail => (
        <>
          {props.withTable && (
            <div>
              <TableLink table={detail.summary} tab="health" />
            </div>
          )}
          <StateBar
            summary={detail.summary}
            rolledBack={detail.rollback.doneAt !== undefined}
          />
          <RunOpening
            detail={detail}
            onChanged={query.refresh}
            onBatch={props.onBatch}
          />
          {detail.summary.contentChanged && (
            <Banner
              tone="negative"
              role="alert"
              title={t('maintenance.run.lede.contentChanged')}
            >
              <NamedText>{detail.rollback.detail}</NamedText>
            </Banner>
          )}
          <Split
            ratio="2:1"
            aside={
              <>
                <ApprovalCard detail={detail} onChanged={query.refresh} />
                <LogCard
                  events={events}
                  progress={progress}
                  following={following}
                />
                <SpentCard detail={detail} />
              </>
            }
          >
            <StepsCard
              table={detail.summary}
              steps={detail.run.plan.steps}
              run={detail}
            />
            {detail.verification && (
              <VerificationCard verification={detail.verification} />
            )}
          </Split>
        </>
      )}
    </QueryView>
  );
}
