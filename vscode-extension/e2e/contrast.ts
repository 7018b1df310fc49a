import type { Locator } from "playwright-core";

/** What the page has; the types of the DOM are not those of this program. */
declare function getComputedStyle(element: unknown): {
  readonly color: string;
  readonly backgroundColor: string;
};

/** The lowest contrast of a text in an editor with its background, as WCAG counts it: 1 to 21. */
export async function lowestContrast(editor: Locator): Promise<number> {
  const background = await editor
    .locator(".monaco-editor-background")
    .first()
    .evaluate(element => getComputedStyle(element).backgroundColor);
  const texts = await editor
    .locator(".view-line span span")
    .evaluateAll(spans => spans.map(span => getComputedStyle(span).color));
  return Math.min(...texts.map(colour => contrast(colour, background)));
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const parts = (colour.match(/\d+/g) ?? []).slice(0, 3).map(part => Number(part) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map(part =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
