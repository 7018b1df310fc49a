// Packages the extension and tries it in a real workbench: code-server in Chromium.
// `npm run e2e -- --only "quick fix|hover"` runs the scenarios whose names match,
// with `--times 20` each of them that often;
// `--version 4.100.3 --short` some of them in an older workbench;
// `--pictures` takes the pictures of the README anew.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { bundle } from "./bundle.mjs";

const cache = ".e2e";
const run = join("dist", "e2e", "run.js");

mkdirSync(cache, { recursive: true });
await bundle(["e2e/run.ts"], { outfile: run, external: ["playwright-core"], sourcemap: "inline" });
await bundle(["e2e/hostTests.ts"], {
  outfile: join("dist", "e2e", "hostTests.js"),
  external: ["vscode"],
});
const ours = join(cache, "resp-lsp.vsix");
execute("npm", "run", "package", "--silent", "--", "--out", ours);
const partners = ["partner", "environments"].map(packed);
execute(
  process.execPath,
  ...["--enable-source-maps", run, ours, ...partners],
  ...process.argv.slice(2),
);

/** Packages a stand-in for another extension. */
function packed(name) {
  const file = join(cache, `${name}.vsix`);
  const folder = join("e2e", name);
  const options = ["--allow-missing-repository", "--skip-license", "--no-dependencies"];
  executeIn(folder, "npx", "vsce", "package", ...options, "--out", relative(folder, file));
  return file;
}

function execute(program, ...args) {
  executeIn(".", program, ...args);
}

function executeIn(cwd, program, ...args) {
  const { status } = spawnSync(program, args, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
