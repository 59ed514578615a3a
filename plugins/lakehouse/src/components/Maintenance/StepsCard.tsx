import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  RunDetail,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, tableStyles, text } from '../shared';
import { StepRow } from './StepRow';

type Step = RunDetail['run']['plan']['steps'][number];

/** Which steps are taken up. */
export interface ChosenSteps {
  has(id: string): boolean;
  toggle(id: string): void;
}

/** The steps of a plan, or of a run with what became of each. */
export function StepsCard(props: {
  table: TableRef;
  steps: Step[];
  chosen?: ChosenSteps;
  /** The run that they are part of, where there is one. */
  run?: RunDetail;
}) {
  const { table, steps, chosen, run } = props;
  const units =
    run === undefined || run.summary.state === 'proposed'
      ? undefined
      : run.units;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <CardFrame
      flush
      title={t('maintenance.steps.title')}
      subtitle={t('maintenance.steps.subtitle')}
    >
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('maintenance.steps.caption')}
      >
        <table className={`${tableStyles.table} ${tableStyles.top}`}>
          <caption className={text.hidden}>
            {t('maintenance.steps.caption')}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('maintenance.steps.step')}</th>
              <th scope="col">{t('maintenance.steps.what')}</th>
              <th scope="col">{t('maintenance.steps.brings')}</th>
              <th scope="col" className={tableStyles.number}>
                {t('maintenance.steps.score')}
              </th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step, index) => (
              <StepRow
                key={step.id}
                table={table}
                step={step}
                number={index + 1}
                chosen={chosen}
                summary={run?.summary}
                units={units?.filter(({ stepId }) => stepId === step.id)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}
