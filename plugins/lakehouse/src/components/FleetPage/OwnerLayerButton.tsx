import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HealthRollUp } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { RollUpBar } from '../RollUp';
import { text } from '../shared';
import {
  type ChangeTablesState,
  NONE,
  ownerName,
  type TablesState,
} from '../TablesList';
import styles from './FleetPage.module.css';

/** Health of the tables of an owner in a layer; choosing it shows them in the list, once more shows all. */
export function OwnerLayerButton(props: {
  owner: string | undefined;
  layer: string;
  rollUp: HealthRollUp | undefined;
  max: number;
  state: TablesState;
  onChange: ChangeTablesState;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { layer, rollUp, state, onChange } = props;
  if (!rollUp || rollUp.tables === 0) {
    return (
      <span className={`${text.note} ${styles.none}`}>
        {t('fleet.matrix.none')}
      </span>
    );
  }
  const owner = props.owner ?? NONE;
  const chosen =
    state.owner.length === 1 &&
    state.owner[0] === owner &&
    state.layer.length === 1 &&
    state.layer[0] === layer;
  const subject = t('fleet.matrix.subject', {
    owner: props.owner ? ownerName(props.owner) : t('owner.none'),
    layer: layer === NONE ? t('layer.none') : layer,
  });
  return (
    <button
      type="button"
      className={styles.bar}
      aria-pressed={chosen}
      onClick={() =>
        onChange(
          chosen
            ? { owner: [], layer: [] }
            : { owner: [owner], layer: [layer] },
        )
      }
    >
      <RollUpBar subject={subject} rollUp={rollUp} max={props.max} />
      <span className={text.hidden}> {t('fleet.matrix.choose')}</span>
    </button>
  );
}
