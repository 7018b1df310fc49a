const { existsSync, readFileSync } = require("node:fs");
const vscode = require("vscode");

exports.activate = context => {
  const changed = new vscode.EventEmitter();
  const fire = () => changed.fire({});
  context.subscriptions.push(vscode.commands.registerCommand("python.setInterpreter", fire));
  return {
    ready: Promise.resolve(),
    environments: {
      onDidChangeActiveEnvironmentPath: changed.event,
      getActiveEnvironmentPath: folder => ({ id: "selected", path: selected(folder) }),
      resolveEnvironment: async ({ path }) =>
        path === "" ? undefined : { executable: { uri: vscode.Uri.file(path) } },
    },
  };
};

function selected(folder) {
  const file = folder && vscode.Uri.joinPath(folder.uri ?? folder, ".selected").fsPath;
  return file && existsSync(file) ? readFileSync(file, "utf8") : "";
}
