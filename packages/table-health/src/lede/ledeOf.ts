import { formatFactor } from '../format';
import { countOf } from '../format/countOf';
import type { Assessment } from '../judge/assess';
import type {
  HealthDimension,
  HealthNote,
  Recommendation,
  TableHealth,
} from '../model';
import { stateWithoutCurrent } from '../history/stateWithoutCurrent';
import { scoreOnceMaintained } from '../recommendations/recommend';
import { promiseHeadline } from './promiseHeadline';

/** Below this factor nobody notices. */
const noticeable = 1.1;

/** The sentence to repeat to a colleague, and what supports it: from the same numbers as the page. */
export function ledeOf(
  assessment: Assessment,
  recommendations: Recommendation[],
  notes: HealthNote[],
): TableHealth['lede'] {
  const { context, severity, slowdown } = assessment;
  const { files, input } = context;
  const state = stateWithoutCurrent(input.metadata);
  if (state === 'damaged') {
    return {
      headline:
        "The current snapshot of this table can't be read, so its health is unknown.",
      detail: `${
        input.metadata.snapshots.length > 0
          ? `${countOf(
              input.metadata.snapshots.length,
              'other snapshot',
            )} can be.`
          : 'None of its snapshots can be read.'
      } How much it holds is not known; its warnings say what is wrong.`,
    };
  }
  if (state === 'unnamed') {
    return {
      headline: 'Nothing is current in this table, so it has no health.',
      detail: `Its metadata has ${countOf(
        input.metadata.snapshots.length,
        'snapshot',
      )}, of other branches or staged, and none on main.`,
    };
  }
  if (state === 'empty') {
    return {
      headline: 'No data yet.',
      detail: 'The table has no snapshot. Health starts with its first commit.',
    };
  }
  if (!files) {
    return {
      headline: 'The health of this table is unknown.',
      detail:
        'Its manifests were not read, so nothing can be said about speed. Scan it again; if that fails, its warnings say where.',
    };
  }
  if (severity === 'unknown') {
    return unknownLede(assessment, files.incomplete);
  }
  const slow = slowdown >= noticeable;
  const promise = promiseHeadline(assessment);
  const opensWithPromise =
    promise !== undefined && (!slow || promise.cost > assessment.speedCost);
  const speed = speedSentence(assessment, slow);
  const costly = slow ? costliest(assessment) : [];
  const hasAges = opensWithPromise
    ? promise.hasAges
    : costly.some(dimension => dimension.hasAges);
  const sentences = opensWithPromise
    ? [promise.headline, speed, ...(promise.detail ? [promise.detail] : [])]
    : [
        speed,
        ...costly.map(
          ({ value, cause }) => `${value}: ${lowerFirst(cause ?? '')}.`,
        ),
      ];
  if (!opensWithPromise && !slow && recommendations.length === 0) {
    return {
      headline:
        "Reads are as fast as this table's layout allows; nothing is due.",
      detail: quietDetail(notes),
    };
  }
  sentences.push(planSentence(assessment, recommendations));
  const [headline, ...detail] = sentences;
  return {
    headline,
    detail: detail.join(' '),
    ...(hasAges && { hasAges: true }),
  };
}

/** Good by what is known, with a speed dimension that is not: what can't be read, or what nobody tells. */
function unknownLede(
  { dimensions, slowdown }: Assessment,
  isDamaged: boolean,
): TableHealth['lede'] {
  const atLeast =
    slowdown < noticeable
      ? undefined
      : `Reads take at least ${formatFactor(slowdown)} as long as they need to`;
  if (isDamaged) {
    return {
      headline:
        "Part of its metadata can't be read, so the health of this table is unknown.",
      detail: `${
        atLeast ?? 'What could be read slows nothing'
      }; what could not may. The notes say which part.`,
    };
  }
  const unknown = dimensions.filter(
    ({ group, state }) => group === 'speed' && state === 'unknown',
  );
  return {
    headline:
      'Part of what slows reads is not known here, so the health of this table is unknown.',
    detail: [
      `${atLeast ?? 'What is known slows nothing'}; what is not may`,
      ...unknown.flatMap(({ value, howToKnow }) =>
        howToKnow === undefined ? [value] : [value, howToKnow],
      ),
    ]
      .map(sentence => `${sentence}.`)
      .join(' '),
  };
}

function speedSentence(
  { slowdown, scoreIsUpperBound }: Assessment,
  slow: boolean,
): string {
  if (!slow) {
    return "Reads are as fast as this table's layout allows.";
  }
  return `Reads take ${scoreIsUpperBound ? 'at least' : 'about'} ${formatFactor(
    slowdown,
  )} as long as they need to.`;
}

/** The one or two speed dimensions that cost most, with a cause. */
function costliest({ dimensions }: Assessment): HealthDimension[] {
  const speed = dimensions
    .filter(
      ({ group, cost, cause }) =>
        group === 'speed' && cost > 0 && cause !== undefined,
    )
    .sort((a, b) => b.cost - a.cost);
  return speed.filter(
    ({ cost }, position) =>
      position === 0 || (position === 1 && cost >= speed[0].cost / 4),
  );
}

function planSentence(
  assessment: Assessment,
  recommendations: Recommendation[],
): string {
  const steps = recommendations.filter(
    ({ scoreAfter }) => scoreAfter !== undefined,
  );
  const last = steps.at(-1);
  if (!last || last.scoreAfter === undefined) {
    if (recommendations.some(({ id }) => id === 'check-writer')) {
      return "Maintenance can't help: check its writer.";
    }
    return recommendations.length > 0
      ? 'See the advice below.'
      : 'Nothing is due.';
  }
  const gains: string[] = [];
  const before = steps[0].slowdownBefore ?? 1;
  const after = last.slowdownAfter ?? 1;
  if (before >= noticeable && before - after >= 0.05) {
    gains.push(`reads back to ${formatFactor(after)}`);
  }
  if (assessment.score !== undefined && last.scoreAfter !== assessment.score) {
    gains.push(`the score from ${assessment.score} to ${last.scoreAfter}`);
  }
  const count = countWord(steps.length);
  if (gains.length === 0) {
    return `${count} ${
      steps.length === 1 ? 'step is' : 'steps are'
    } worth taking; the score stays as it is.`;
  }
  const once = scoreOnceMaintained(assessment, recommendations);
  return `${count} ${
    steps.length === 1 ? 'step' : 'steps'
  } would bring ${gains.join(' and ')}${
    once === undefined ? '' : `, and to ${once} once the run counts`
  }.`;
}

function quietDetail(notes: HealthNote[]): string {
  const named = notes.filter(({ ailment }) => ailment !== undefined);
  return named.length === 0
    ? 'No dimension costs enough to act on.'
    : `Worth knowing: ${named.map(({ text }) => text).join(' ')}`;
}

function countWord(count: number): string {
  const words = [
    'No',
    'One',
    'Two',
    'Three',
    'Four',
    'Five',
    'Six',
    'Seven',
    'Eight',
    'Nine',
    'Ten',
  ];
  return words[count] ?? countOf(count, 'step').split(' ')[0];
}

/** Within a sentence; names and settings keep their spelling. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z']/.test(text) || /^A /.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
