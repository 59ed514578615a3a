export { addStackRoutes } from './addStackRoutes';
export { StackReader } from './StackReader';
