export * from './ApplyOptions';
export * from './applyObjects';
export * from './ApplyReport';
export {
  GROUP_KINDS_ANNOTATION,
  ID_LABEL,
  NAMESPACES_ANNOTATION,
  parentOf,
  PART_OF_LABEL,
  setIdOf,
  TOOLING_ANNOTATION,
} from './applySetNames';
export { layerOf } from './layerOf';
export { type Layer, layersOf } from './layersOf';
