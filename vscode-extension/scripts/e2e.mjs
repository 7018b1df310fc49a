// Packages the extension and tries it in a real workbench: code-server in Chromium.
// `npm run e2e -- 'quick fix'` runs the scenarios with these words in their names.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.mjs";

const vsix = join(".e2e", "resp-lsp.vsix");
const run = join("dist", "e2e", "run.js");
const options = { stdio: "inherit" };

mkdirSync(".e2e", { recursive: true });
await bundle(["e2e/run.ts"], { outfile: run, external: ["playwright-core"], sourcemap: "inline" });
const { status } = spawnSync("npm", ["run", "package", "--silent", "--", "--out", vsix], options);
if (status !== 0) process.exit(1);
process.exitCode =
  spawnSync(
    process.execPath,
    ["--enable-source-maps", run, vsix, ...process.argv.slice(2)],
    options,
  ).status ?? 1;
