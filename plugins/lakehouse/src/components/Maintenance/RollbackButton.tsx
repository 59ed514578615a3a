import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  lakehouseMaintenanceAdministerPermission,
  lakehouseMaintenanceApprovePermission,
  type RunDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { maintenanceApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import { announceLakehouseChange, NamedText } from '../shared';
import { KeptProperties } from './KeptProperties';
import styles from './maintenance.module.css';
import { useDeed } from './useDeed';

/** Undoes an ended run, for those who may; over commits of others, for administrators. */
export function RollbackButton(props: {
  detail: RunDetail;
  onChanged: () => void;
}) {
  const { detail, onChanged } = props;
  const { summary, rollback } = detail;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(maintenanceApiRef);
  const { allowed: mayApprove } = usePermission({
    permission: lakehouseMaintenanceApprovePermission,
  });
  const { allowed: mayAdminister } = usePermission({
    permission: lakehouseMaintenanceAdministerPermission,
  });
  const [rolling, roll] = useDeed(t('maintenance.run.rollbackFailed'));
  const [asking, setAsking] = useState(false);
  const losesCommits = !rollback.possible && rollback.losesCommits === true;
  const isOffered = losesCommits ? mayAdminister : rollback.possible;
  if (!mayApprove || !isOffered) {
    return null;
  }
  return (
    <>
      <Button variant="secondary" onPress={() => setAsking(true)}>
        {losesCommits
          ? t('maintenance.run.rollbackOver')
          : t('maintenance.run.rollback')}
      </Button>
      <Dialog isOpen={asking} onOpenChange={setAsking}>
        <DialogHeader>
          {t('maintenance.run.rollbackAsk', {
            table: `${summary.schema}.${summary.table}`,
          })}
        </DialogHeader>
        <DialogBody>
          <p className={styles.plain}>
            {losesCommits && (
              <strong>{t('maintenance.run.rollbackLoses')} </strong>
            )}
            <NamedText>{rollback.detail}</NamedText>{' '}
            <KeptProperties detail={detail} />
          </p>
        </DialogBody>
        <DialogFooter>
          <Button
            variant="secondary"
            isPending={rolling}
            onPress={() =>
              roll(async () => {
                await (losesCommits
                  ? api.rollbackRun(summary.id, { acceptLoss: true })
                  : api.rollbackRun(summary.id));
                setAsking(false);
                onChanged();
                announceLakehouseChange();
              })
            }
          >
            {losesCommits
              ? t('maintenance.run.rollbackOverNow')
              : t('maintenance.run.rollbackNow')}
          </Button>
          <Button variant="tertiary" slot="close">
            {t('maintenance.run.rollbackKeep')}
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}
