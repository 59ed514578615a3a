import { CheckFailed } from '../diagnosis';
import type { AccessExpectation, AccessOutcome } from '../model';
import { describeSubject } from './describeExpectation';
import type { Observation } from './Observation';

const FULFILLED: Record<AccessOutcome, Observation['kind']> = {
  masked: 'other',
  visible: 'stored',
  refused: 'refused',
  filtered: 'fewer',
  writable: 'written',
  'not-writable': 'refused',
};

/**
 * Holds what a user met against what was promised.
 *
 * @returns What was found, for people.
 * @throws CheckFailed where it is something else, or can't be told.
 */
export function judge(
  expectation: AccessExpectation,
  observation: Observation,
): string {
  const subject = describeSubject(expectation);
  const { user } = expectation;
  if (observation.kind === FULFILLED[expectation.expectation]) {
    return observation.kind === 'refused'
      ? `${user} is refused: ${observation.message}`
      : observation.detail;
  }
  throw new CheckFailed({
    hop: 'rights',
    message: `${subject} has to be ${
      WORDS[expectation.expectation]
    } for ${user}: ${met(user, observation)}`,
    ...WHY[observation.kind],
  });
}

const WORDS: Record<AccessOutcome, string> = {
  masked: 'masked',
  visible: 'visible',
  refused: 'refused',
  filtered: 'filtered',
  writable: 'writable',
  'not-writable': 'refused for writing',
};

function met(user: string, observation: Observation): string {
  return observation.kind === 'refused'
    ? `${user} is refused (${observation.message})`
    : observation.detail;
}

const WHY: Record<Observation['kind'], { cause: string; remedy: string }> = {
  refused: {
    cause:
      'A rule denies it, or none matches: a section that is there denies whatever none of its rules matches. A group of the rules that this user is not in (group provider) does not match either.',
    remedy:
      'Look which rule comes first for this user and table in catalogs, schemas and tables; add the missing one, or put the user into the group.',
  },
  stored: {
    cause:
      'No mask and no denial applies: an earlier rule matches this user first, the user is not in the group that the rule names (group provider), or there are no access rules (access-control.name, security.config-file).',
    remedy:
      'Rules are tried from the top and the first match decides: put the one that masks or denies before those that allow.',
  },
  other: {
    cause: 'A mask applies that should not.',
    remedy:
      'Rules are tried from the top and the first match decides: put the one that allows this user before the one that masks.',
  },
  fewer: {
    cause: 'A row filter applies that should not.',
    remedy:
      'Rules are tried from the top and the first match decides: put the one that allows this user before the one with the filter.',
  },
  written: {
    cause: 'A rule gives this user INSERT, or there are no access rules.',
    remedy:
      'Give only SELECT in the rule that matches this user first; ownership of the schema does not matter for that.',
  },
  nothing: {
    cause:
      'There is nothing to compare: the table has no values there, or a row filter hides them from this user.',
    remedy:
      'Put a row into the table that this user may see, or name a table that is not there yet: the proof then makes one with values.',
  },
};
