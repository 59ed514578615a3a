export { labSteps, type LabPlace, type LabStep } from './labSteps';
export * from './loadLab';
