import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiAddLine,
  RiAlertFill,
  RiCheckLine,
  RiCloseCircleFill,
  RiEditLine,
  RiQuestionLine,
} from '@remixicon/react';
import type { BlueprintAction } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../../../translation';
import styles from '../preview.module.css';

const ICONS = {
  create: RiAddLine,
  update: RiEditLine,
  unchanged: RiCheckLine,
  kept: RiCheckLine,
  conflict: RiAlertFill,
  rejected: RiCloseCircleFill,
  'unknown-until-namespace-exists': RiQuestionLine,
  'unknown-until-kind-exists': RiQuestionLine,
} satisfies Record<BlueprintAction, unknown>;

/** What would happen to an object: a shape, a word, and a colour for trouble only. */
export function ActionChip(props: { action: BlueprintAction }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { action } = props;
  const Icon = ICONS[action];
  const tone =
    action === 'conflict' || action === 'rejected' ? styles[action] : '';
  return (
    <span className={`${styles.action} ${tone}`}>
      <Icon aria-hidden size={14} />
      {t(`blueprint.changes.action.${action}`)}
    </span>
  );
}
