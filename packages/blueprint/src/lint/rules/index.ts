export { LINT_RULES } from './lintRules';
