import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";

import { CHECKOUT } from "./pythons";
import { until } from "./until";

/** A scratch workspace with one file of Django views. */
export class Project {
  readonly folder: string;
  readonly file: string;

  constructor(root: string) {
    this.folder = mkdtempSync(path.join(root, "project é "));
    this.file = path.join(this.folder, "views.py");
    writeFileSync(this.file, VIEWS);
  }

  /** Lays an environment, and gives its interpreter; the server's process id is left in the folder. */
  addEnvironment(python: string, name = ".venv"): string {
    const note = `[ "$3" = server ] && echo $$ > "${this.pidFile}.new" &&
mv "${this.pidFile}.new" "${this.pidFile}"`;
    return this.addInterpreter(name, `${note}\nPYTHONPATH="${CHECKOUT}" exec "${python}" "$@"`);
  }

  /** Takes back what was done to the files, but for the environment. */
  restore(): void {
    for (const name of readdirSync(this.folder)) {
      const isToStay = [".venv", ".pid", path.basename(this.file)].includes(name);
      if (!isToStay) rmSync(path.join(this.folder, name), { recursive: true });
    }
    writeFileSync(this.file, VIEWS);
  }

  /** Lays an environment whose server tells its version, and dies when it is started. */
  addBrokenEnvironment(): void {
    const version = `[ "$3" = --version ] && echo resp-lsp 0.0.1 && exit`;
    this.addInterpreter(".venv", `${version}\necho >> "${this.startsFile}"\nexit 1`);
  }

  /** How often the broken environment's server was started. */
  starts(): number {
    return existsSync(this.startsFile) ? readFileSync(this.startsFile, "utf8").length : 0;
  }

  /** Selects an interpreter, as the stand-in for the Python extension understands it. */
  select(interpreter: string): void {
    writeFileSync(path.join(this.folder, ".selected"), interpreter);
  }

  writeSettings(settings: Readonly<Record<string, unknown>>): void {
    mkdirSync(path.join(this.folder, ".vscode"), { recursive: true });
    const file = path.join(this.folder, ".vscode", "settings.json");
    writeFileSync(file, JSON.stringify(settings));
  }

  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  /** The server that was started last. */
  serverProcess(): number | undefined {
    return existsSync(this.pidFile) ? Number(readFileSync(this.pidFile, "utf8")) : undefined;
  }

  /** Waits for a server that is not this one. */
  async nextServer(last: number | undefined): Promise<void> {
    await until("another server runs", () => ![undefined, last].includes(this.serverProcess()));
  }

  text(): string {
    return readFileSync(this.file, "utf8");
  }

  private addInterpreter(name: string, script: string): string {
    const file = path.join(this.folder, name, "bin", "python");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  private get startsFile(): string {
    return path.join(this.folder, ".starts");
  }

  private get pidFile(): string {
    return path.join(this.folder, ".pid");
  }
}

/** A list that JsonResponse refuses, and a Cache-Control by hand behind an emoji on its line. */
const VIEWS = `from django.http import HttpResponse, JsonResponse


def prices(request):
    return JsonResponse([1, 2])


def page(request):
    response = HttpResponse("a page")
    tag = "😀"; response["Cache-Control"] = "max-age=60, public"
    return response
`;
