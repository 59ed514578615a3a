export { EXPLANATIONS } from './allExplanations';
