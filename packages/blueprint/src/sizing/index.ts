export {
  capacityOf,
  type Capacity,
  type ComponentCapacity,
} from './capacityOf';
export { sizeTrinoNode, type TrinoNodeSize } from './sizeTrinoNode';
