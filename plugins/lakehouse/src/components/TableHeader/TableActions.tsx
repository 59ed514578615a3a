import type { Entity } from '@backstage/catalog-model';
import {
  useAppSearchParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useStarredEntity } from '@backstage/plugin-catalog-react';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import {
  RiBugLine,
  RiMore2Line,
  RiStarFill,
  RiStarLine,
} from '@remixicon/react';
import { lakehouseTranslationRef } from '../../translation';

/** Star, and what the catalog offers for every entity. */
export function TableActions(props: { entity: Entity }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { isStarredEntity, toggleStarredEntity } = useStarredEntity(
    props.entity,
  );
  const [, setParams] = useAppSearchParams();
  // The catalog's own dialog opens by this parameter.
  const inspect = () =>
    setParams(before => {
      const next = new URLSearchParams(before);
      next.set('inspect', '');
      return next;
    });
  return (
    <>
      <ButtonIcon
        variant="secondary"
        aria-label={isStarredEntity ? t('header.unstar') : t('header.star')}
        aria-pressed={isStarredEntity}
        icon={isStarredEntity ? <RiStarFill /> : <RiStarLine />}
        onPress={() => toggleStarredEntity()}
      />
      <MenuTrigger>
        <ButtonIcon
          variant="secondary"
          aria-label={t('header.more')}
          icon={<RiMore2Line />}
        />
        <Menu>
          <MenuItem iconStart={<RiBugLine />} onAction={inspect}>
            {t('header.inspect')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
    </>
  );
}
