export { AnswerField } from '../../Blueprint/fields/AnswerField';
export { PolicyPreviewField } from './PolicyPreviewField';
export { validatePolicyAnswer, validatePolicyPreview } from './validatePolicy';
export { WindowsField } from './WindowsField';
