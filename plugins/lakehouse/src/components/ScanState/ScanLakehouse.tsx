import { useState } from 'react';
import { toError } from '@backstage/errors';
import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import {
  lakehouseScanPermission,
  type LakehouseSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import { describeError, formatCount } from '../shared';

/** Reads all tables of a lakehouse again, for those who may. */
export function ScanLakehouse(props: {
  lakehouse: LakehouseSummary;
  onScanned: () => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(lakehouseApiRef);
  const toast = useApi(coreApis.toast);
  const { allowed } = usePermission({ permission: lakehouseScanPermission });
  const [asked, setAsked] = useState(false);
  const { name, title, scan } = props.lakehouse;
  if (!allowed) {
    return null;
  }

  const run = async () => {
    setAsked(true);
    try {
      const { scan: done } = await api.scanLakehouse(name);
      const counts = {
        count: done.tablesTotal,
        formattedCount: formatCount(done.tablesTotal),
        lakehouse: title,
      };
      if (done.status === 'failed') {
        toast.post({
          title: t('lakehouse.scan.failed', { lakehouse: title }),
          description: done.error,
          status: 'danger',
        });
      } else if (done.status === 'running') {
        toast.post({
          title: t('lakehouse.scan.started', { lakehouse: title }),
          status: 'info',
        });
      } else {
        toast.post({
          title: t('lakehouse.scan.done', counts),
          status: 'success',
        });
      }
    } catch (thrown) {
      toast.post({
        title: t('lakehouse.scan.failed', { lakehouse: title }),
        description: describeError(toError(thrown)).message,
        status: 'danger',
      });
    } finally {
      setAsked(false);
      props.onScanned();
    }
  };

  const running = asked || scan.status === 'running';
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiRefreshLine size={14} aria-hidden />}
      isPending={running}
      onPress={run}
    >
      {running ? t('lakehouse.scan.scanning') : t('lakehouse.scan.now')}
    </Button>
  );
}
