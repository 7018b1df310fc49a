import { Disposable, type LogOutputChannel, type WorkspaceFolder } from "vscode";

import { partners } from "./partners";

/** The interpreters selected for the folders, where an extension for Python is installed. */
export async function selectedInterpreters(
  folders: readonly WorkspaceFolder[],
  log: LogOutputChannel,
): Promise<string[]> {
  const places = folders.length === 0 ? [undefined] : folders.map(folder => folder.uri);
  const asked = await partners(log);
  const selected = await Promise.all(
    places.flatMap(place =>
      asked.map(async partner => {
        try {
          return await partner.selected(place);
        } catch (error) {
          log.warn(`The selected interpreter is not known: ${String(error)}`);
          return undefined;
        }
      }),
    ),
  );
  return selected.filter((file): file is string => file !== undefined && file !== "");
}

/** Calls back whenever another interpreter is selected, also when a partner wakes up later. */
export function onInterpreterChange(log: LogOutputChannel, changed: () => void): Disposable {
  let subscriptions: Disposable | undefined;
  let disposed = false;
  void partners(log).then(found => {
    if (disposed) return;
    subscriptions = Disposable.from(...found.map(partner => partner.onDidChange(changed)));
  });
  return new Disposable(() => {
    disposed = true;
    subscriptions?.dispose();
  });
}
