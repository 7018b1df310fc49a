import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";

/** VS Code 1.100, the oldest that the extension supports; it runs on Node 20. */
const VERSION = process.env["CODE_SERVER_VERSION"] ?? "4.100.3";

/** The entry point of code-server, installed into the cache folder unless it is there already. */
export function installed(cache: string): string {
  const root = path.join(cache, `code-server-${VERSION}`);
  const server = path.join(root, "node_modules", "code-server");
  const done = path.join(root, "done");
  if (!existsSync(done)) {
    console.log(`Installing code-server ${VERSION} into ${root}`);
    mkdirSync(root, { recursive: true });
    writeFileSync(path.join(root, "package.json"), '{ "private": true }\n');
    npmInstall(root, `code-server@${VERSION}`);
    npmInstall(path.join(server, "lib", "vscode"), "--omit=dev");
    writeFileSync(createRequire(path.join(server, "package.json")).resolve("argon2"), NO_PASSWORDS);
    writeFileSync(done, "");
  }
  return path.join(server, "out", "node", "entry.js");
}

function npmInstall(cwd: string, ...args: readonly string[]): void {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"];
  execFileSync("npm", ["install", ...quiet, ...args], { cwd, stdio: "inherit" });
}

/** Stands in for the password hash, a native module that would have to be compiled: no test logs in. */
const NO_PASSWORDS = "module.exports = {};\n";
