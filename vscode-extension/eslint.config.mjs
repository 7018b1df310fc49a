import { defineConfig, globalIgnores } from "eslint/config";
import { configs } from "typescript-eslint";

export default defineConfig(
  globalIgnores(["dist/", ".e2e/"]),
  configs.strictTypeChecked,
  configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // Node's runner itself awaits what `test` returns.
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: "test", package: "node:test" }] },
      ],
    },
  },
  { files: ["**/*.mjs"], extends: [configs.disableTypeChecked] },
  {
    files: ["e2e/partner/*.js", "e2e/environments/*.js"],
    extends: [configs.disableTypeChecked],
    // Run as it is, unbundled: such an extension is a CommonJS module.
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
