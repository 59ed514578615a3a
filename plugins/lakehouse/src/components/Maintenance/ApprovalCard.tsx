import type { ReactNode } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  lakehouseMaintenanceApprovePermission,
  type RunDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { maintenanceApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  CardFrame,
  formatBytes,
  formatCount,
  PersonLink,
  text,
} from '../shared';
import styles from './maintenance.module.css';
import { useDeed } from './useDeed';
import { useOwnRef } from './useOwnRef';

/** Files of a list that are shown; the rest is counted. */
const MAX_FILES = 20;

/** As the back end compares them. */
function isSameRef(one: string, other: string): boolean {
  return one.toLocaleLowerCase('en-US') === other.toLocaleLowerCase('en-US');
}

/** Which steps wait for whom, who approved which, and the buttons for those who may. */
export function ApprovalCard(props: {
  detail: RunDetail;
  onChanged: () => void;
}) {
  const { detail, onChanged } = props;
  const { summary, run } = detail;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(maintenanceApiRef);
  const { allowed, loading } = usePermission({
    permission: lakehouseMaintenanceApprovePermission,
  });
  const [approving, approve] = useDeed(t('maintenance.approval.failed'));
  const { steps } = run.plan;
  const lacking = steps.filter(({ id }) =>
    summary.awaitingApproval.includes(id),
  );
  // A run that was withdrawn, or has ended without them, waits for none.
  const waiting = summary.state === 'proposed' ? lacking : [];
  const orphans = waiting.find(
    ({ operation }) => operation === 'remove-orphan-files',
  );
  const ownRef = useOwnRef();
  const isOwn = ownRef !== undefined && isSameRef(ownRef, run.createdBy);
  const others = waiting.filter(
    step => step !== orphans && !(isOwn && step.approval === 'four-eyes'),
  );
  const mayApproveOrphans =
    allowed &&
    orphans !== undefined &&
    !(isOwn && orphans.approval === 'four-eyes');
  const numbers = (ids: string[]) =>
    ids
      .map(id => steps.findIndex(step => step.id === id) + 1)
      .filter(number => number > 0)
      .join(', ');
  const approveSteps = (ids: string[]) =>
    approve(async () => {
      await api.approveRun(summary.id, { steps: ids });
      onChanged();
    });

  return (
    <CardFrame title={t('maintenance.approval.title')}>
      <div className={styles.stack}>
        {run.approvals.map(({ by, at, steps: ids }) => (
          <p key={`${by} ${at}`}>
            {t('maintenance.approval.given', {
              count: ids.length,
              steps: numbers(ids),
              by: <PersonLink person={by} />,
              age: <Age at={at} />,
            })}
          </p>
        ))}
        {waiting.length === 0 && lacking.length > 0 && (
          <p>
            {t('maintenance.approval.notGiven', {
              count: lacking.length,
              steps: numbers(lacking.map(({ id }) => id)),
            })}
          </p>
        )}
        {lacking.length === 0 && run.approvals.length === 0 && (
          <p className={text.muted}>{t('maintenance.approval.none')}</p>
        )}
        {waiting.length > 0 && (
          <p>
            {t('maintenance.approval.waiting', {
              count: waiting.length,
              steps: numbers(waiting.map(({ id }) => id)),
            })}
          </p>
        )}
        {waiting.some(({ approval }) => approval === 'four-eyes') && (
          <p className={text.note}>{t('maintenance.approval.fourEyes')}</p>
        )}
        {waiting.length > 0 && !allowed && !loading && (
          <p className={text.note}>
            {t('maintenance.approval.may', {
              permission: lakehouseMaintenanceApprovePermission.name,
            })}
          </p>
        )}
        {allowed && others.length > 0 && (
          <div>
            <Button
              variant="primary"
              isPending={approving}
              onPress={() => approveSteps(others.map(({ id }) => id))}
            >
              {t('maintenance.approval.approve', {
                count: others.length,
                steps: numbers(others.map(({ id }) => id)),
              })}
            </Button>
          </div>
        )}
        {orphans && (
          <OrphanFiles
            step={orphans}
            button={
              mayApproveOrphans
                ? count => (
                    <Button
                      variant="secondary"
                      isPending={approving}
                      onPress={() => approveSteps([orphans.id])}
                    >
                      {t('maintenance.approval.approveOrphans', {
                        count,
                        formattedCount: formatCount(count),
                      })}
                    </Button>
                  )
                : undefined
            }
          />
        )}
        {((allowed && others.length > 0) || mayApproveOrphans) && (
          <p className={text.note}>{t('maintenance.approval.recorded')}</p>
        )}
      </div>
    </CardFrame>
  );
}

function OrphanFiles(props: {
  step: RunDetail['run']['plan']['steps'][number];
  button?: (count: number) => ReactNode;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const files = props.step.units.flatMap(unit =>
    unit.operation === 'remove-orphan-files' ? unit.files : [],
  );
  const counted = (count: number) => ({
    count,
    formattedCount: formatCount(count),
  });
  return (
    <>
      <p>{t('maintenance.approval.orphans', counted(files.length))}</p>
      <ul className={styles.files}>
        {files.slice(0, MAX_FILES).map(({ location, sizeBytes }) => (
          <li key={location}>
            {location} ({formatBytes(BigInt(sizeBytes))})
          </li>
        ))}
      </ul>
      {files.length > MAX_FILES && (
        <p className={text.note}>
          {t(
            'maintenance.approval.orphansMore',
            counted(files.length - MAX_FILES),
          )}
        </p>
      )}
      {props.button && <div>{props.button(files.length)}</div>}
    </>
  );
}
