import { useState } from 'react';
import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { toError } from '@backstage/errors';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { lakehouseScanPermission } from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableRef } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import { Age, announceLakehouseChange, describeError } from '../shared';
import styles from './health.module.css';

/** When the table was read last, and, for those who may, a button to read it now. */
export function ScanNow(props: {
  table: TableRef;
  /** Absent when it never was read. */
  scannedAt: string | undefined;
}) {
  const { table, scannedAt } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(lakehouseApiRef);
  const toast = useApi(coreApis.toast);
  const { allowed } = usePermission({ permission: lakehouseScanPermission });
  const [running, setRunning] = useState(false);

  const scan = async () => {
    setRunning(true);
    try {
      await api.scanTable(table);
      toast.post({ title: t('health.scan.done'), status: 'success' });
      // The header of the page shows the same table.
      announceLakehouseChange();
    } catch (thrown) {
      const reason = describeError(toError(thrown)).message;
      toast.post({
        title: t('health.scan.failed'),
        description: t('health.scan.failedDetail', { reason }),
        status: 'danger',
      });
    } finally {
      setRunning(false);
    }
  };

  return (
    <div className={styles.scan}>
      {scannedAt && (
        <span>{t('health.scan.age', { age: <Age at={scannedAt} /> })}</span>
      )}
      {allowed && (
        <Button
          variant="secondary"
          iconStart={<RiRefreshLine aria-hidden />}
          isPending={running}
          onPress={scan}
        >
          {running ? t('health.scan.running') : t('health.scan.now')}
        </Button>
      )}
    </div>
  );
}
