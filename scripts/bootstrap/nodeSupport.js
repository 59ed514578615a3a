// Must parse on any Node: no syntax newer than ES5.
'use strict';

/** The Node lines that Backstage 1.57 supports. */
var SUPPORTED_MAJORS = [24, 26];

/** The line that is fetched where the one at hand is not supported. */
var FETCHED_MAJOR = 24;

/** The oldest line that the scripts themselves, and a current npm, run on. */
var OLDEST_STARTABLE_MAJOR = 18;

function majorOf(version) {
  return parseInt(String(version).replace(/^v/, ''), 10);
}

/** "supported", "replaceable" (a supported Node can be fetched) or "too-old". */
function classifyNode(version) {
  var major = majorOf(version);
  if (SUPPORTED_MAJORS.indexOf(major) !== -1) {
    return 'supported';
  }
  return major >= OLDEST_STARTABLE_MAJOR ? 'replaceable' : 'too-old';
}

function tooOldMessage(version) {
  return (
    'Node ' +
    version +
    ' is too old, even to fetch a newer one: install Node ' +
    FETCHED_MAJOR +
    ' (https://nodejs.org) and run this again.'
  );
}

module.exports = {
  SUPPORTED_MAJORS: SUPPORTED_MAJORS,
  FETCHED_MAJOR: FETCHED_MAJOR,
  classifyNode: classifyNode,
  majorOf: majorOf,
  tooOldMessage: tooOldMessage,
};
