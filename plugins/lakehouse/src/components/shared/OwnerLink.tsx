import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { EntityLink } from './EntityLink';
import text from './text.module.css';

/** The owner, a group or user; an absent one is said, not left blank. */
export function OwnerLink(props: { owner: string | undefined }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (!props.owner) {
    return <span className={text.muted}>{t('owner.none')}</span>;
  }
  return <EntityLink entityRef={props.owner}>{parseEntityRef(props.owner, { defaultKind: 'group' }).name}</EntityLink>;
}
