import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Checkbox, CheckboxGroup, Select } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { principalOf, type FormAccess } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { text } from '../../shared';
import type { PortalGroup } from './groupsOf';
import styles from './fields.module.css';

const RIGHTS: FormAccess['may'][] = ['read', 'write', 'own'];

/** A group with its rights. */
export function AccessRow(props: {
  index: number;
  row: FormAccess;
  groups: PortalGroup[];
  layers: string[];
  onChange: (row: FormAccess) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { row, groups, onChange } = props;
  const users = row.users ?? [];
  const group = groups.find(({ ref }) => ref === row.group)?.title ?? row.group;
  return (
    <div className={styles.grant}>
      <div className={styles.row}>
        <Select
          aria-label={t('blueprint.access.group', {
            index: String(props.index),
          })}
          options={groups.map(({ ref, title }) => ({ id: ref, label: title }))}
          value={row.group}
          onChange={chosen => {
            const next = groups.find(({ ref }) => ref === chosen);
            if (next)
              onChange({ ...row, group: next.ref, users: next.members });
          }}
        />
        <Select
          aria-label={t('blueprint.access.may', { group })}
          options={RIGHTS.map(id => ({
            id,
            label: t(`blueprint.access.${id}`),
          }))}
          value={row.may}
          onChange={chosen =>
            onChange({ ...row, may: chosen as FormAccess['may'] })
          }
        />
        <ButtonIcon
          aria-label={t('blueprint.access.remove', { group })}
          icon={<RiDeleteBinLine size={16} />}
          variant="tertiary"
          onPress={props.onRemove}
        />
      </div>
      <CheckboxGroup
        label={t('blueprint.access.layers', { group })}
        orientation="horizontal"
        value={row.layers}
        onChange={layers => onChange({ ...row, layers })}
      >
        {props.layers.map(name => (
          <Checkbox key={name} value={name}>
            {name}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <p className={text.note}>
        {users.length === 0
          ? t('blueprint.access.noMembers')
          : t('blueprint.access.members', {
              count: users.length,
              names: users.map(principalOf).join(', '),
            })}
      </p>
    </div>
  );
}
