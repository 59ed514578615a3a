export { createStorePolicyAction } from './storePolicy';
export { createWritePolicyAction } from './writePolicy';
