// The editor's theme as a page sees it. VS Code writes its colours as variables on the root and the kind of theme as a class on the body;
// both change while the page lives. Styles follow by themselves; what is drawn on a canvas is told here.

export type ThemeKind = 'light' | 'dark' | 'highContrast' | 'highContrastLight' | 'forced';

const forced = matchMedia('(forced-colors: active)');
const still = matchMedia('(prefers-reduced-motion: reduce)');

export function themeKind(): ThemeKind {
  if (forced.matches) return 'forced';
  const { classList } = document.body;
  if (classList.contains('vscode-high-contrast-light')) return 'highContrastLight';
  if (classList.contains('vscode-high-contrast')) return 'highContrast';
  return classList.contains('vscode-light') ? 'light' : 'dark';
}

/** Whether the user wants nothing to glide. */
export function wantsNoMotion(): boolean {
  return still.matches || document.body.classList.contains('vscode-reduce-motion');
}

/** Of a variable (`--vscode-editor-background`), or `otherwise` where the theme has none. */
export function themeColour(variable: string, otherwise: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim() || otherwise;
}

/** A new theme is a dozen changes of variables: the listener hears of them once, a frame later, until `signal` says that it is over. */
export function onThemeChange(listener: () => void, signal: AbortSignal): void {
  let isWaiting = false;
  const tell = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      if (!signal.aborted) listener();
    });
  };
  const observer = new MutationObserver(tell);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  signal.addEventListener('abort', () => observer.disconnect());
  forced.addEventListener('change', tell, { signal });
}
