// node validate_gltf.js FILE.glb: Khronos' validator, one line for each error; ends with 1 where there is one.
const fs = require("fs");
const validator = require("gltf-validator");

validator.validateBytes(new Uint8Array(fs.readFileSync(process.argv[2])), { maxIssues: 100 }).then((report) => {
  const { numErrors, numWarnings, messages } = report.issues;
  for (const message of messages.filter((m) => m.severity === 0)) console.log(message.code, message.pointer, message.message);
  console.log(`${numErrors} errors, ${numWarnings} warnings, ${report.info.totalTriangleCount} triangles`);
  process.exit(numErrors ? 1 : 0);
});
