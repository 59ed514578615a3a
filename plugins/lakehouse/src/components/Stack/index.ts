export { StackTab } from './StackTab';
