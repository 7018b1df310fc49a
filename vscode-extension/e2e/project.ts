import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";

/** A scratch workspace with one file of Django views. */
export class Project {
  readonly folder: string;
  readonly file: string;

  constructor(root: string) {
    this.folder = mkdtempSync(path.join(root, "project é "));
    this.file = path.join(this.folder, "views.py");
    writeFileSync(this.file, VIEWS);
  }

  /** Lays an environment where users have theirs; the server's process id is left beside it. */
  addEnvironment(python: string): void {
    const script = `[ "$3" = server ] && echo $$ > "${this.pidFile}"\nexec "${python}" "$@"`;
    this.addInterpreter(script);
  }

  /** Lays an environment whose server tells its version, and dies when it is started. */
  addBrokenEnvironment(): void {
    this.addInterpreter(
      `[ "$3" = --version ] && echo resp-lsp 0.0.1 && exit\necho >> "${this.startsFile}"\nexit 1`,
    );
  }

  /** How often the broken environment's server was started. */
  starts(): number {
    return existsSync(this.startsFile) ? readFileSync(this.startsFile, "utf8").length : 0;
  }

  writeSettings(settings: Readonly<Record<string, unknown>>): void {
    mkdirSync(path.join(this.folder, ".vscode"), { recursive: true });
    const file = path.join(this.folder, ".vscode", "settings.json");
    writeFileSync(file, JSON.stringify(settings));
  }

  serverProcess(): number | undefined {
    return existsSync(this.pidFile) ? Number(readFileSync(this.pidFile, "utf8")) : undefined;
  }

  text(): string {
    return readFileSync(this.file, "utf8");
  }

  private addInterpreter(script: string): void {
    const bin = path.join(this.folder, ".venv", "bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, "python"), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(bin, "python"), 0o755);
  }

  private get startsFile(): string {
    return path.join(this.folder, ".venv", "starts");
  }

  private get pidFile(): string {
    return path.join(this.folder, ".venv", "server.pid");
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
