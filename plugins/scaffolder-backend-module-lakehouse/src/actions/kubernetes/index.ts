export { createApplyBlueprintAction } from './applyBlueprint';
export { createPreviewApplyAction } from './previewApply';
export { createProveBlueprintAction } from './proveBlueprint';
export { createRegisterBlueprintAction } from './registerBlueprint';
export { createRemoveBlueprintAction } from './removeBlueprint';
export { createRenderBlueprintAction } from './renderBlueprint';
export { createWaitForBlueprintAction } from './waitForBlueprint';
