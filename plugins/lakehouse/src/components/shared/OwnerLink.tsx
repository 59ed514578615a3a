import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { EntityLink } from './EntityLink';
import text from './text.module.css';

// The catalog's kinds require an owner; this is what the provider writes where there is none.
const NO_OWNER = 'group:default/unknown';

/** The owner, a group or user; an absent one is said, not left blank. */
export function OwnerLink(props: { owner: string | undefined }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (!props.owner || props.owner === NO_OWNER) {
    return <span className={text.muted}>{t('owner.none')}</span>;
  }
  const name = nameOf(props.owner);
  return name === undefined ? (
    <span>{props.owner}</span>
  ) : (
    <EntityLink entityRef={props.owner}>{name}</EntityLink>
  );
}

// People write owners by hand: what is no entity ref is shown as it is, not linked.
function nameOf(owner: string): string | undefined {
  try {
    return parseEntityRef(owner, { defaultKind: 'group' }).name;
  } catch {
    return undefined;
  }
}
