'use strict';

const { ensureInstalled } = require('./ensureInstalled');
const { TRANSFORM } = require('./runTool');

module.exports = { ensureInstalled, TRANSFORM };
