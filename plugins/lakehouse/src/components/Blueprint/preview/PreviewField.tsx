import { useEffect, useMemo } from 'react';
import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import type { LakehouseDocument } from '@lakehouse-portal/blueprint';
import { Surface } from '../../shared';
import { type AnswerProps, answersOf } from '../fields/AnswerProps';
import { readPrices } from './cost';
import { draftOf } from './Draft';
import { Preview } from './Preview';
import { PreviewProblems } from './PreviewProblems';

type Answer = LakehouseDocument | Record<string, never>;

/** The same each time, so that it is no change. */
const NONE: Answer = {};

/**
 * The step before Create: what the answers come to. Its own answer is the document, so that what is created is what was seen;
 * an empty object as long as there is none.
 */
export function PreviewField(props: AnswerProps<Answer>) {
  const { formData, onChange } = props;
  const { document: _, ...answers } = answersOf(props) as {
    document?: unknown;
  };
  const prices = readPrices(useApi(coreApis.config));
  // By content: the form makes a new object for each change, and this field's own answer is such a change.
  const key = JSON.stringify(answers);
  const draft = useMemo(() => draftOf(JSON.parse(key)), [key]);
  const document: Answer = draft.status === 'rendered' ? draft.document : NONE;
  const isAnswered = JSON.stringify(formData) === JSON.stringify(document);
  useEffect(() => {
    if (!isAnswered) onChange(document);
  }, [document, isAnswered, onChange]);
  return (
    <Surface>
      {draft.status === 'rendered' ? (
        <Preview draft={draft} prices={prices} />
      ) : (
        <PreviewProblems draft={draft} />
      )}
    </Surface>
  );
}
