const { existsSync, readFileSync } = require("node:fs");
const vscode = require("vscode");

exports.activate = () => {
  const changed = new vscode.EventEmitter();
  return {
    onDidChangeEnvironment: changed.event,
    getEnvironment: async scope => {
      const file = scope && vscode.Uri.joinPath(scope, ".environment").fsPath;
      if (!file || !existsSync(file)) return undefined;
      return { execInfo: { run: { executable: readFileSync(file, "utf8") } } };
    },
  };
};
