import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Box, Button } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import type { FormAccess } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { EmptyState, ErrorPanel, Surface, text } from '../../shared';
import { useLoaded } from '../useLoaded';
import { AccessRow } from './AccessRow';
import { type AnswerProps, answersOf } from './AnswerProps';
import { groupsOf } from './groupsOf';
import styles from './fields.module.css';

/** Which group of the portal may read, write or own which layer. */
export function AccessField(props: AnswerProps<FormAccess[]>) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const catalog = useApi(catalogApiRef);
  const groups = useLoaded('groups', () => groupsOf(catalog));
  const rows = props.formData ?? [];
  const { layers = [] } = answersOf(props) as { layers?: { name?: string }[] };
  const names = layers.map(({ name }) => name ?? '').filter(Boolean);
  return (
    <Surface bare>
      <Box bg="neutral" className={styles.field}>
        <fieldset className={styles.rows} disabled={props.disabled}>
          <legend className={styles.label}>
            {t('blueprint.access.label')}
          </legend>
          <p className={text.note}>{t('blueprint.access.detail')}</p>
          {groups.status === 'loading' && (
            <p className={text.note} role="status">
              {t('blueprint.access.loading')}
            </p>
          )}
          {groups.status === 'failed' && (
            <ErrorPanel
              title={t('blueprint.access.failed')}
              error={groups.error}
              permission="catalog.entity.read"
              onRetry={groups.again}
            />
          )}
          {groups.status === 'loaded' && groups.value.length === 0 && (
            <EmptyState title={t('blueprint.access.empty')} />
          )}
          {groups.status === 'loaded' && groups.value.length > 0 && (
            <>
              {rows.length === 0 && (
                <p className={text.note}>{t('blueprint.access.everybody')}</p>
              )}
              {rows.map((row, at) => (
                <AccessRow
                  // Rows are only told apart by their place.
                  // eslint-disable-next-line react/no-array-index-key
                  key={at}
                  index={at + 1}
                  row={row}
                  groups={groups.value}
                  layers={names}
                  onChange={changed =>
                    props.onChange(
                      rows.map((other, index) =>
                        index === at ? changed : other,
                      ),
                    )
                  }
                  onRemove={() =>
                    props.onChange(rows.filter((_, index) => index !== at))
                  }
                />
              ))}
              <div>
                <Button
                  variant="secondary"
                  size="small"
                  iconStart={<RiAddLine size={14} />}
                  onPress={() =>
                    props.onChange([
                      ...rows,
                      {
                        group: groups.value[0].ref,
                        users: groups.value[0].members,
                        layers: names.slice(-1),
                        may: 'read',
                      },
                    ])
                  }
                >
                  {t('blueprint.access.add')}
                </Button>
              </div>
            </>
          )}
        </fieldset>
      </Box>
    </Surface>
  );
}
