/* eslint-disable no-console -- prints */
import { describeRules } from '../src/lint/report/describeRules';

console.log(describeRules());
