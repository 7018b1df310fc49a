import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";

/** The workbenches that the extension is tried in: the newest, and the oldest that it supports. */
export const VERSIONS = ["4.139.1", "4.100.3"] as const;

/** A code-server that can be started: its entry point, and the Node that it is written for. */
export interface Installed {
  readonly version: string;
  readonly node: string;
  readonly entry: string;
}

/** A code-server, installed from npm into the cache folder unless it is there already. */
export function installed(cache: string, version: string): Installed {
  const root = path.join(cache, `code-server-${version}`);
  const server = path.join(root, "node_modules", "code-server");
  const done = path.join(root, "done");
  const node = nodeFor(cache, version);
  if (!existsSync(done)) {
    console.log(`Installing code-server ${version} into ${root}`);
    const vscode = path.join(server, "lib", "vscode");
    npmInstall(root, `code-server@${version}`);
    execFileSync("npm", ["install", ...QUIET, "--omit=dev"], { cwd: vscode, stdio: "inherit" });
    standIn(server, "argon2", NO_PASSWORDS);
    standIn(vscode, "@vscode/spdlog", PLAIN_LOGS);
    standIn(vscode, "@vscode/native-watchdog", NO_WATCHDOG);
    standIn(vscode, "native-watchdog", NO_WATCHDOG);
    writeFileSync(done, "");
  }
  return { version, node, entry: path.join(server, "out", "node", "entry.js") };
}

/** The running Node, or Node 24 from npm where code-server is newer than it. */
function nodeFor(cache: string, version: string): string {
  const [, minor = 0] = version.split(".").map(Number);
  const [running = 0] = process.versions.node.split(".").map(Number);
  if (minor <= LAST_ON_NODE_20 || running >= NODE) return process.execPath;
  const name = `node-linux-${process.arch}`;
  const root = path.join(cache, `node-${String(NODE)}`);
  const node = path.join(root, "node_modules", name, "bin", "node");
  if (!existsSync(node)) npmInstall(root, `${name}@${String(NODE)}`);
  return node;
}

/** Puts a module in the place of a native one that would have to be compiled, if that is there. */
function standIn(from: string, name: string, module: string): void {
  let place: string;
  try {
    place = createRequire(path.join(from, "package.json")).resolve(name);
  } catch {
    return;
  }
  writeFileSync(place, module);
}

function npmInstall(root: string, what: string): void {
  mkdirSync(root, { recursive: true });
  writeFileSync(path.join(root, "package.json"), '{ "private": true }\n');
  execFileSync("npm", ["install", ...QUIET, what], { cwd: root, stdio: "inherit" });
}

const QUIET = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"];
const LAST_ON_NODE_20 = 100;
const NODE = 24;

/** In place of the password hash: no test logs in. */
const NO_PASSWORDS = "module.exports = {};\n";

/** In place of what ends an extension host whose server is gone: here they end together. */
const NO_WATCHDOG = "exports.start = () => {};\n";

/** In place of the logger: without it the Output panel and the log files stay empty. */
const PLAIN_LOGS = `
const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");
const LEVELS = ["trace", "debug", "info", "warning", "error", "critical", "off"];
class Logger {
  constructor(file) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
    this.level = 2;
    this.isBare = false;
    for (const name of ["trace", "debug", "info", "warn", "error", "critical"]) {
      const level = LEVELS.findIndex(each => each.startsWith(name));
      this[name] = text => level >= this.level && this.write(level, text);
    }
  }
  write(level, text) {
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    const head = time + " [" + LEVELS[level] + "] ";
    appendFileSync(this.file, this.isBare ? text : head + text + "\\n");
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.isBare = true; }
  setPattern() {}
  flush() {}
  drop() {}
}
const create = async (_name, file) => new Logger(file);
// One by one: so the names are seen by those who import this as an ES module.
exports.Logger = Logger;
exports.version = 11100;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;
