import {
  policyOfForm,
  type PolicyDraft,
  type PolicyForm,
  type PolicyFormIssue,
} from '@lakehouse-portal/maintenance';

const known = new WeakMap<object, PolicyDraft>();

/** What the answers come to. Remembered by the object, since each field of a step asks for the same. */
export function policyDraftOf(answers: object): PolicyDraft {
  let draft = known.get(answers);
  if (!draft) {
    draft = policyOfForm(answers as PolicyForm);
    known.set(answers, draft);
  }
  return draft;
}

/** All that is wrong with the answers. */
export function policyIssuesOf(answers: object): PolicyFormIssue[] {
  const draft = policyDraftOf(answers);
  return draft.status === 'invalid' ? draft.issues : [];
}
