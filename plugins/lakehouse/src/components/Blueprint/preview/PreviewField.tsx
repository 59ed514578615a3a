import { useEffect, useMemo } from 'react';
import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import type { LakehouseDocument } from '@lakehouse-portal/blueprint';
import { Surface } from '../../shared';
import { type AnswerProps, answersOf } from '../fields/AnswerProps';
import { readPrices } from './cost';
import { draftOf } from './Draft';
import { Preview } from './Preview';
import { PreviewProblems } from './PreviewProblems';

/** What is handed to the steps of the template. */
interface Seen {
  /** What the answers come to: what is created is what was seen. */
  document: LakehouseDocument;
  /** Fields of others that are taken over, as `lakehouse:kubernetes:apply` wants them named. */
  takeOwnership: string[];
}

type Answer = Seen | Record<string, never>;

/** The same each time, so that it is no change. */
const NONE: Answer = {};
const NOTHING: string[] = [];

/** The step before Create. Its answer is an empty object as long as the other answers come to no document. */
export function PreviewField(props: AnswerProps<Answer>) {
  const { formData, onChange } = props;
  const { preview: _, ...answers } = answersOf(props) as { preview?: unknown };
  const prices = readPrices(useApi(coreApis.config));
  // By content: the form makes a new object for each change, and this field's own answer is such a change.
  const key = JSON.stringify(answers);
  const draft = useMemo(() => draftOf(JSON.parse(key)), [key]);
  const document = draft.status === 'rendered' ? draft.document : undefined;
  const isAnswered =
    formData !== undefined &&
    JSON.stringify(formData.document) === JSON.stringify(document);
  useEffect(() => {
    // What was agreed to be taken was agreed for the document that was seen.
    if (!isAnswered)
      onChange(document ? { document, takeOwnership: [] } : NONE);
  }, [document, isAnswered, onChange]);
  return (
    <Surface>
      {draft.status === 'rendered' ? (
        <Preview
          draft={draft}
          prices={prices}
          takeOwnership={formData?.takeOwnership ?? NOTHING}
          onTakeOwnership={takeOwnership =>
            onChange({ document: draft.document, takeOwnership })
          }
        />
      ) : (
        <PreviewProblems draft={draft} />
      )}
    </Surface>
  );
}
