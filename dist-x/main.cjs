"use strict";
// Compiled code is kept beside the program; where that cannot be written, it is compiled each time.
require("node:module").enableCompileCache?.(__dirname + "/.cache");
require("./program.cjs");
