import { useState } from 'react';
import { toError } from '@backstage/errors';
import {
  coreApis,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  lakehouseScanAcceptLossPermission,
  lakehouseScanPermission,
  type LakehouseSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import { describeError, formatCount } from '../shared';
import styles from './ScanState.module.css';

/**
 * Believes a listing that was refused because too many tables are missing in it: for those who may, and after they have seen
 * which tables would go.
 */
export function AcceptLoss(props: {
  lakehouse: LakehouseSummary;
  onScanned: () => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(lakehouseApiRef);
  const toast = useApi(coreApis.toast);
  const scans = usePermission({ permission: lakehouseScanPermission });
  const accepts = usePermission({
    permission: lakehouseScanAcceptLossPermission,
  });
  const [asking, setAsking] = useState(false);
  const [running, setRunning] = useState(false);
  const { name, title, scan } = props.lakehouse;
  const refused = scan.refusedListing;
  if (!refused || !scans.allowed || !accepts.allowed) {
    return null;
  }

  const accept = async () => {
    setRunning(true);
    try {
      const { scan: done } = await api.scanLakehouse(name, {
        acceptLoss: true,
      });
      setAsking(false);
      if (done.status === 'failed') {
        throw new Error(done.error);
      }
      toast.post({
        title: t('lakehouse.loss.accepted', { lakehouse: title }),
        status: 'success',
      });
    } catch (thrown) {
      toast.post({
        title: t('lakehouse.scan.failed', { lakehouse: title }),
        description: describeError(toError(thrown)).message,
        status: 'danger',
      });
    } finally {
      setRunning(false);
      props.onScanned();
    }
  };

  const { examples = [] } = refused;
  const more = refused.lost - examples.length;
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setAsking(true)}>
        {t('lakehouse.loss.open')}
      </Button>
      <Dialog isOpen={asking} onOpenChange={setAsking}>
        <DialogHeader>
          {t('lakehouse.loss.title', {
            count: refused.lost,
            formattedCount: formatCount(refused.lost),
            lakehouse: title,
          })}
        </DialogHeader>
        <DialogBody>
          <p>
            {t('lakehouse.loss.listed', {
              listed: formatCount(refused.listed),
              known: formatCount(refused.known),
              lost: formatCount(refused.lost),
            })}
          </p>
          {examples.length > 0 && (
            <ul className={styles.lost}>
              {examples.map(table => (
                <li key={table}>{table}</li>
              ))}
              {more > 0 && (
                <li>
                  {t('lakehouse.loss.more', {
                    count: more,
                    formattedCount: formatCount(more),
                  })}
                </li>
              )}
            </ul>
          )}
          <p>{t('lakehouse.loss.consequence')}</p>
        </DialogBody>
        <DialogFooter>
          <Button
            variant="primary"
            destructive
            isPending={running}
            onPress={accept}
          >
            {t('lakehouse.loss.accept')}
          </Button>
          <Button variant="tertiary" slot="close">
            {t('lakehouse.loss.keep')}
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}
