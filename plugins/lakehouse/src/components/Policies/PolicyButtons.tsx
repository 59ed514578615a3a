import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Button,
  ButtonLink,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  lakehousePolicyAdministerPermission,
  type PolicyDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { policyApiRef } from '../../api';
import { lakehouseTranslationRef } from '../../translation';
import { useDeed } from '../Maintenance/useDeed';
import { announceLakehouseChange, formatCount, text } from '../shared';
import styles from './policies.module.css';
import { usePolicyTemplate } from './usePolicyTemplate';

/** Edits or removes a policy of the portal, for those who may. */
export function PolicyButtons(props: {
  policy: PolicyDetail;
  onRemoved: () => void;
}) {
  const { policy, onRemoved } = props;
  const { name, version, tables } = policy;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const api = useApi(policyApiRef);
  const template = usePolicyTemplate();
  const { allowed, loading } = usePermission({
    permission: lakehousePolicyAdministerPermission,
  });
  const [asking, setAsking] = useState(false);
  const [removing, remove] = useDeed(t('policies.detail.removeFailed'));
  if (version === undefined || loading) {
    return null;
  }
  if (!allowed) {
    return (
      <span className={text.note}>
        {t('policies.detail.mayNot', {
          permission: lakehousePolicyAdministerPermission.name,
        })}
      </span>
    );
  }
  return (
    <div className={styles.buttons}>
      {template && (
        <ButtonLink variant="primary" href={template(policy)}>
          {t('policies.detail.edit')}
        </ButtonLink>
      )}
      <Button variant="secondary" onPress={() => setAsking(true)}>
        {t('policies.detail.remove')}
      </Button>
      <Dialog isOpen={asking} onOpenChange={setAsking}>
        <DialogHeader>{t('policies.detail.removeAsk', { name })}</DialogHeader>
        <DialogBody>
          <p>
            {t('policies.detail.removeDetail', {
              count: tables,
              formattedCount: formatCount(tables),
            })}
          </p>
        </DialogBody>
        <DialogFooter>
          <Button
            variant="secondary"
            isPending={removing}
            onPress={() =>
              remove(async () => {
                await api.removePolicy(name, version);
                setAsking(false);
                onRemoved();
                announceLakehouseChange();
              })
            }
          >
            {t('policies.detail.removeNow')}
          </Button>
          <Button variant="tertiary" slot="close">
            {t('policies.detail.removeKeep')}
          </Button>
        </DialogFooter>
      </Dialog>
    </div>
  );
}
