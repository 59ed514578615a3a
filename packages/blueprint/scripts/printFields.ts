/* eslint-disable no-console -- prints */
import { describeFields } from '../src/document/describeFields';

console.log(describeFields());
