// Bundles the extension into dist/extension.js; `--production` makes it small.
import { bundle } from "./bundle.mjs";

const production = process.argv.includes("--production");

await bundle(["src/extension.ts"], {
  outfile: "dist/extension.js",
  external: ["vscode"],
  minify: production,
  sourcemap: !production,
});
