export type { Needs } from './folder/Needs';
export type { RenderedFile } from './folder/renderFiles';
export type { Component } from './model/Component';
export type { CustomObject, RenderedObject } from './model/RenderedObject';
export { objectsToApply } from './objectsToApply';
export {
  renderRotation,
  type RenderedRotation,
  ROTATION_LABEL,
  rotationValuesName,
} from './rotation/renderRotation';
export type { LeftSecret, RotatedSecret } from './rotation/rotatedSecrets';
export { secretsMadeByJob } from './secrets/secretsMadeByJob';
export {
  trinoEndpoint,
  type TrinoCertificate,
  type TrinoEndpoint,
  type TrinoLogin,
} from './trino/trinoEndpoint';
export { warehouseLocation } from './storage/warehouseLocation';
export { renderLakehouse, type RenderedLakehouse } from './renderLakehouse';
