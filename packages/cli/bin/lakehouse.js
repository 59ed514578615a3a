#!/usr/bin/env node
// Must parse on any Node: no syntax newer than ES5.
'use strict';

var fs = require('fs');
var path = require('path');

var args = process.argv.slice(2);
var scripts = path.resolve(__dirname, '..', '..', '..', 'scripts');
var source = path.resolve(__dirname, '..', 'src');
var isCheckout = fs.existsSync(source) && fs.existsSync(scripts);

function run() {
  return require(isCheckout ? source : '..').run(args);
}

/** In a checkout: on a supported Node, with what is missing installed. */
function runInCheckout() {
  var nodeSupport = require(path.join(scripts, 'bootstrap', 'nodeSupport'));
  var support = nodeSupport.classifyNode(process.version);
  if (support === 'too-old') {
    console.error(nodeSupport.tooOldMessage(process.version));
    process.exit(1);
  }
  if (support === 'replaceable') {
    return require(
      path.join(scripts, 'bootstrap', 'continueOnSupportedNode'),
    ).continueOnSupportedNode([__filename].concat(args));
  }
  return require(path.join(scripts, 'install', 'ensureInstalled'))
    .ensureInstalled()
    .then(function load() {
      require(require(path.join(scripts, 'install', 'runTool')).TRANSFORM);
      return run();
    });
}

(isCheckout ? runInCheckout() : run()).then(
  function done(code) {
    process.exitCode = code;
  },
  function failed(error) {
    console.error(error.name === 'UserError' ? error.message : error);
    process.exitCode = 1;
  },
);
