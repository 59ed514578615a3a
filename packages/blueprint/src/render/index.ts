export type { RenderedFile } from './folder/renderFiles';
export type { Component } from './model/Component';
export type { CustomObject, RenderedObject } from './model/RenderedObject';
export { DOCUMENT_KEY } from './namespace/namespaceComponent';
export { secretsMadeByJob } from './secrets/secretsMadeByJob';
export { warehouseLocation } from './storage/warehouseLocation';
export { renderLakehouse, type RenderedLakehouse } from './renderLakehouse';
