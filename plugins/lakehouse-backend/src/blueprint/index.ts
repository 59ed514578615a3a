export { addBlueprintRoutes } from './addBlueprintRoutes';
export { BlueprintPreviewer } from './BlueprintPreviewer';
